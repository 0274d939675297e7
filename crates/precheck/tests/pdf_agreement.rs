//! Our reader of PDF, which is bounded, finds the pages that a kept one finds, which is not.

use hayro_syntax::Pdf;
use precheck::{Policy, check};
use precheck_testkit::{packed_pdf, pdf};
use proptest::prelude::*;
use std::path::Path;

fn agrees(name: &str, bytes: &[u8]) {
    let ours = check(bytes, &Policy::default()).pages;
    let theirs = Pdf::new(bytes.to_vec()).ok();
    let theirs = theirs.map(|it| it.pages().len() as u32);
    assert_eq!(ours, theirs, "{name}");
}

#[test]
fn real_files_have_as_many_pages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/pdf");
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        agrees(
            &path.display().to_string(),
            &std::fs::read(&path).expect("is readable"),
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn files_made_in_code_have_as_many_pages(pages in 1..30_usize, is_packed: bool, saved: bool) {
        let contents = vec!["BT /F 9 Tf (a page) Tj ET"; pages];
        let mut file = if is_packed { packed_pdf(&contents) } else { pdf(&contents) };
        if saved {
            // Saved again with another page in front; the table is broken, as after careless tools.
            file.extend_from_slice(
                b"2 0 obj<</Type/Pages/Count 2/Kids[900 0 R 7 0 R]>>endobj 900 0 obj<</Type/Page/Parent 2 0 R>>endobj\n\
                  trailer<</Root 1 0 R/Size 901>>\nstartxref\n1\n%%EOF\n",
            );
        }
        agrees("made in code", &file);
    }
}
