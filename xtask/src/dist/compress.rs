//! Compresses files with brotli and gzip at build time, at the highest level, instead of on every request.

use std::io::Write;
use std::path::Path;

use super::Files;

/// Files below this size fit into one TCP packet with their headers, compressed or not.
const WORTH_IT: usize = 512;

/// Adds `name.br` and `name.gz` where they are smaller than the file itself.
pub(super) fn add_compressed(files: &mut Files) {
    let compressed: Vec<(String, Vec<u8>)> = std::thread::scope(|scope| {
        let works: Vec<_> = files
            .iter()
            .filter(|(name, bytes)| is_text_or_code(name) && bytes.len() >= WORTH_IT)
            .map(|(name, bytes)| scope.spawn(move || both(name, bytes)))
            .collect();
        works
            .into_iter()
            .flat_map(|work| work.join().unwrap_or_default())
            .collect()
    });
    files.extend(compressed);
}

fn both(name: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    [("br", brotli(bytes)), ("gz", gzip(bytes))]
        .into_iter()
        .filter(|(_, small)| !small.is_empty() && small.len() < bytes.len())
        .map(|(extension, small)| (format!("{name}.{extension}"), small))
        .collect()
}

fn is_text_or_code(name: &str) -> bool {
    let extension = Path::new(name)
        .extension()
        .and_then(|extension| extension.to_str());
    matches!(
        extension,
        Some(
            "html"
                | "css"
                | "js"
                | "wasm"
                | "weights"
                | "svg"
                | "json"
                | "webmanifest"
                | "txt"
                | "xml"
                | "ico"
        )
    )
}

/// Level 11 and the largest window that every browser accepts (RFC 7932: 16 MiB). Empty on failure.
pub(super) fn brotli(bytes: &[u8]) -> Vec<u8> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut small = Vec::new();
    match brotli::BrotliCompress(&mut &*bytes, &mut small, &parameters) {
        Ok(_) => small,
        Err(_) => Vec::new(),
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_shrink_is_left_alone() {
        let mut files = Files::new();
        files.insert("app.css".into(), b"a{color:red}".repeat(100));
        files.insert("tiny.css".into(), b"a{}".to_vec());
        files.insert("photo.png".into(), vec![0; 4096]);
        add_compressed(&mut files);
        let names: Vec<&str> = files.keys().map(String::as_str).collect();
        assert_eq!(
            names,
            [
                "app.css",
                "app.css.br",
                "app.css.gz",
                "photo.png",
                "tiny.css"
            ]
        );
        assert!(files["app.css.br"].len() < 60);
    }
}
