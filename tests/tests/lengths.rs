//! Prose, comments and styles stay within 120 columns, which `rustfmt` holds for code alone; and no file of code is so
//! long that it must have more than one subject.

use std::path::Path;

use unicode_width::UnicodeWidthStr;

use crate::sources::{files, named, read};

/// Columns: a Chinese character takes two.
const WIDEST: usize = 120;
/// Lines, tests among them. What is new keeps to 300 (CONTRIBUTING.md).
const LONGEST: usize = 400;

#[test]
fn lines_are_no_wider_than_a_reader_takes_in() {
    let wide: Vec<String> = files(&["rs", "css", "md"])
        .iter()
        .flat_map(|file| too_wide(file, &read(file)))
        .collect();
    assert!(wide.is_empty(), "wider than {WIDEST}: {wide:#?}");
}

#[test]
fn files_of_code_have_one_subject() {
    let long: Vec<String> = files(&["rs"])
        .iter()
        .map(|file| (file, read(file).lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(file, lines)| format!("{}: {lines}", named(file)))
        .collect();
    assert!(long.is_empty(), "longer than {LONGEST}: {long:#?}");
}

#[test]
fn what_cannot_be_broken_is_not_held_against_a_file() {
    let wide = "x ".repeat(80);
    let found = |name: &str, text: &str| too_wide(Path::new(name), text).len();
    assert_eq!(found("a.md", &wide), 1);
    assert_eq!(found("a.md", &format!("```\n{wide}\n```\n{wide}")), 1);
    assert_eq!(found("a.md", &format!("| {wide} | {wide} |")), 1);
    assert_eq!(found("a.md", &format!("| a | {wide} | {wide} |")), 0);
    assert_eq!(found("a.md", &format!("![{wide}](a.png)")), 0);
    assert_eq!(found("a.md", &"x".repeat(160)), 0);
    assert_eq!(found("a.rs", &format!("    /// {wide}")), 1);
    assert_eq!(found("a.rs", &format!("    let words = \"{wide}\";")), 0);
    assert_eq!(found("a.css", &wide), 1);
    assert_eq!(found("a.md", &format!("{} x", "号码".repeat(30))), 1);
    assert_eq!(found("a.md", &format!("{} x", "号码".repeat(29))), 0);
}

/// Code blocks, pictures, and tables of three columns and more stand as they are; so does a word without a gap.
fn too_wide(file: &Path, text: &str) -> Vec<String> {
    let kind = file.extension().unwrap_or_default();
    let (is_prose, is_code) = (kind == "md", kind == "rs");
    let mut in_block = false;
    let mut wide = Vec::new();
    for (at, line) in text.lines().enumerate() {
        in_block ^= is_prose && line.starts_with("```");
        let is_table = line.starts_with('|') && line.replace("\\|", "").matches('|').count() > 3;
        let stands = in_block || is_table || line.starts_with("![");
        if is_prose && stands || is_code && !line.trim_start().starts_with("//") {
            continue;
        }
        let is_broken = line.trim().contains(' ');
        if line.width() > WIDEST && is_broken {
            wide.push(format!("{}:{}", named(file), at + 1));
        }
    }
    wide
}
