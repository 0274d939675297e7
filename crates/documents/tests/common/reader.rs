//! The second reader: Poppler, which shares no code with what writes the documents.

use std::path::Path;
use std::process::Command;

use documents::pdf::Printed;

/// A printed document in a file of its own.
pub struct Read {
    folder: tempfile::TempDir,
}

const FILE: &str = "document.pdf";

impl Read {
    pub fn of(printed: &Printed) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join(FILE), &printed.bytes).expect("a file");
        Self { folder }
    }

    fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn run(&self, program: &str, arguments: &[&str]) -> String {
        let output = Command::new(program)
            .args(arguments)
            .current_dir(self.folder())
            .output()
            .unwrap_or_else(|error| panic!("{program}: {error}; apt-get install poppler-utils"));
        assert!(output.status.success(), "{program} cannot read it");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Its lines, a form feed between pages.
    pub fn text(&self) -> String {
        self.run("pdftotext", &["-enc", "UTF-8", FILE, "-"])
    }

    /// The same without any space: gaps between glyphs may be read as spaces.
    pub fn dense(&self) -> String {
        self.text().split_whitespace().collect()
    }

    /// Its text as it comes in the file, which is how it was set, whatever the page looks like.
    pub fn as_written(&self) -> String {
        let text = self.run("pdftotext", &["-raw", "-enc", "UTF-8", FILE, "-"]);
        text.split_whitespace().collect()
    }

    pub fn about(&self) -> String {
        self.run("pdfinfo", &[FILE])
    }

    /// Its elements and their text.
    pub fn structure(&self) -> String {
        self.run("pdfinfo", &["-struct-text", FILE])
    }

    /// One line a font, below two of headings: name, type, encoding, then whether it is embedded, cut down, and maps to
    /// characters.
    pub fn fonts(&self) -> Vec<String> {
        self.run("pdffonts", &[FILE])
            .lines()
            .skip(2)
            .map(str::to_owned)
            .collect()
    }

    /// The first page in grey: its width and its pixels, 150 to the inch.
    pub fn picture(&self) -> (usize, Vec<u8>) {
        self.run(
            "pdftoppm",
            &["-r", "150", "-gray", "-f", "1", "-singlefile", FILE, "page"],
        );
        let bytes = std::fs::read(self.folder().join("page.pgm")).expect("a picture");
        // P5, width, height, 255, each ended by one white space; then the pixels.
        let mut parts = bytes.splitn(4, |byte| byte.is_ascii_whitespace());
        let number = |part: Option<&[u8]>| -> usize {
            std::str::from_utf8(part.unwrap_or_default())
                .ok()
                .and_then(|text| text.parse().ok())
                .expect("a number")
        };
        assert_eq!(parts.next(), Some(b"P5".as_slice()));
        let (width, height) = (number(parts.next()), number(parts.next()));
        (width, bytes[bytes.len() - width * height..].to_vec())
    }
}
