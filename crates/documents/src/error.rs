use std::path::PathBuf;

/// Why there is no document. None of these names a person or a value.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A template is not of the form this crate reads.
    #[error("the template {template} cannot be read")]
    Syntax {
        template: &'static str,
        #[source]
        cause: toml::de::Error,
    },
    /// A template asks for what its kind of document does not have, or has a placeholder that is not closed.
    #[error("the template {template} asks for {name:?}, which it cannot have")]
    UnknownName {
        template: &'static str,
        name: String,
    },
    /// More characters than a document may have; see [`crate::Document::LONGEST`].
    #[error(
        "the document has {found} characters, {} are the most",
        crate::Document::LONGEST
    )]
    TooLong { found: usize },
    /// A picture shows few pages: who has more reads the PDF.
    #[error("a picture of {pages} pages is too large")]
    TooManyPages { pages: usize },
    /// A link that no QR code can hold.
    #[error("a link of {bytes} bytes does not fit a QR code")]
    Link { bytes: usize },
    #[error("the font {} cannot be read", path.display())]
    FontFile {
        path: PathBuf,
        #[source]
        cause: std::io::Error,
    },
    #[error("the font {} is no OpenType font with Chinese characters", path.display())]
    NotAFont { path: PathBuf },
    /// The PDF library refused; its own words, without the texts of the document.
    #[error("the PDF was not written: {0}")]
    Pdf(String),
    /// The library for pictures refused; its own words.
    #[error("the picture was not drawn: {0}")]
    Picture(String),
}
