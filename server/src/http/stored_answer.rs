//! Answers that are the same for everyone and asked for by everyone: kept as they are sent, in each coding that
//! browsers take, so that nothing is computed when they are.

use std::io::{self, Write};

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::write::GzEncoder;

use super::etag;

/// Of 11: beyond it a document takes seconds for the last two percent.
const BROTLI_QUALITY: u32 = 9;
/// The window of brotli, as a power of two: a document is smaller than its 4 MB.
const BROTLI_WINDOW: u32 = 22;

/// JSON, plain and compressed.
#[derive(Debug)]
pub(crate) struct StoredAnswer {
    tag: String,
    plain: Bytes,
    gzip: Bytes,
    brotli: Bytes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    Brotli,
    Gzip,
    Plain,
}

impl StoredAnswer {
    /// Compresses it: tens of milliseconds for a scenario. `tag` names the content.
    ///
    /// # Errors
    /// Where a compressor cannot write. Into memory they always can; the library's interface does not say so.
    pub(crate) fn new(json: Vec<u8>, tag: String) -> io::Result<Self> {
        let mut gzip = GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(&json)?;
        let mut brotli = Vec::new();
        let mut writer =
            brotli::CompressorWriter::new(&mut brotli, 4096, BROTLI_QUALITY, BROTLI_WINDOW);
        writer.write_all(&json)?;
        drop(writer);
        Ok(Self {
            tag,
            gzip: gzip.finish()?.into(),
            brotli: brotli.into(),
            plain: json.into(),
        })
    }

    /// In the coding that the caller takes; 304 where it has it already.
    pub(crate) fn answer(&self, request: &HeaderMap, caching: &'static str) -> Response {
        let coding = coding(request);
        let (name, bytes) = match coding {
            Coding::Brotli => (Some("br"), &self.brotli),
            Coding::Gzip => (Some("gzip"), &self.gzip),
            Coding::Plain => (None, &self.plain),
        };
        let is_held = etag::is_held(request, &self.tag);
        let mut response = if is_held {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            ([(header::CONTENT_TYPE, "application/json")], bytes.clone()).into_response()
        };
        etag::name(&mut response, &self.tag);
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
        headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(name) = name.filter(|_| !is_held) {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        response
    }
}

/// The smallest that the caller takes (RFC 9110, 12.5.3). What it rates lower is still smaller.
fn coding(request: &HeaderMap) -> Coding {
    let lines = request.get_all(header::ACCEPT_ENCODING).into_iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    let named: Vec<(String, bool)> = lines.flat_map(|line| line.split(',')).map(one).collect();
    let takes = |coding: &str| {
        let rated = |name: &str| named.iter().find(|(named, _)| named == name);
        rated(coding)
            .or_else(|| rated("*"))
            .is_some_and(|(_, is_taken)| *is_taken)
    };
    match () {
        () if takes("br") => Coding::Brotli,
        () if takes("gzip") => Coding::Gzip,
        () => Coding::Plain,
    }
}

/// A coding, and whether it is not refused by `q=0`.
fn one(text: &str) -> (String, bool) {
    let mut parts = text.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default().to_ascii_lowercase();
    let quality = parts.find_map(|part| part.strip_prefix("q=").or(part.strip_prefix("Q=")));
    let is_refused = quality.is_some_and(|quality| quality.parse().is_ok_and(|q: f32| q == 0.0));
    (name, !is_refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(headers: &[(&'static str, &str)]) -> HeaderMap {
        let pairs = headers.iter();
        pairs
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn each_gets_what_it_takes() {
        let of = |accepted: &str| coding(&asked(&[("accept-encoding", accepted)]));
        assert_eq!(of("gzip, deflate, br, zstd"), Coding::Brotli);
        assert_eq!(of("gzip, deflate"), Coding::Gzip);
        assert_eq!(of("GZIP;q=0.5"), Coding::Gzip);
        assert_eq!(of("br;q=0, gzip"), Coding::Gzip);
        assert_eq!(of("br;q=0.000, *"), Coding::Gzip);
        assert_eq!(of("*"), Coding::Brotli);
        for plain in ["", "identity", "*;q=0", "deflate"] {
            assert_eq!(of(plain), Coding::Plain, "{plain}");
        }
        assert_eq!(coding(&HeaderMap::new()), Coding::Plain);
    }

    #[test]
    fn who_has_it_gets_no_bytes() {
        let stored = StoredAnswer::new(b"{}".to_vec(), "tag".to_owned()).unwrap();
        let held = [("if-none-match", "W/\"tag\""), ("accept-encoding", "br")];
        let answer = stored.answer(&asked(&held), "no-cache");
        assert_eq!(answer.status(), StatusCode::NOT_MODIFIED);
        assert!(!answer.headers().contains_key(header::CONTENT_ENCODING));
        assert_eq!(answer.headers()[header::VARY], "accept-encoding");
        let other = stored.answer(&asked(&[("if-none-match", "\"other\"")]), "no-cache");
        assert_eq!(other.status(), StatusCode::OK);
    }
}
