//! Files: tus 1.0 with creation and termination, the sum of the whole, and the pre-check's report.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::Run;
use crate::Impossible;
use crate::answer::Answer;
use crate::client::Request;
use crate::rule::{Kept, Rule, is, rules};

const UPLOADS: &str = "/api/v1/uploads";
const BYTES: &str = "application/offset+octet-stream";

rules! {
    OPTIONS: "tus/options", "OPTIONS names version 1.0.0 and the extensions creation and termination",
        "docs/api.md#files-tus-10";
    OTHER_VERSION: "tus/version", "another version of the protocol is 412 and told which there is",
        "docs/api.md#files-tus-10";
    CREATE: "tus/create", "announcing a file is answered 201 with its Location", "docs/api.md#files-tus-10";
    HEAD: "tus/head", "HEAD tells offset and length, and no cache keeps it", "docs/api.md#files-tus-10";
    METADATA: "tus/metadata", "HEAD repeats Upload-Metadata as it was sent", "docs/api.md#files-tus-10";
    PART: "tus/part", "a part is answered with the offset behind it, and HEAD says the same",
        "docs/api.md#files-tus-10";
    OFFSET: "tus/offset", "a part for another offset is 409 offset_mismatch, and nothing of it is kept",
        "docs/api.md#files-tus-10";
    MEDIA_TYPE: "tus/media_type", "a part of another media type is 415 media_type", "docs/api.md#files-tus-10";
    OVERRIDE: "tus/override", "POST with X-HTTP-Method-Override: PATCH is PATCH", "docs/api.md#files-tus-10";
    REPORT: "tus/report", "GET of a complete file has the report of the pre-check", "docs/api.md#files-tus-10";
    SUM: "tus/checksum", "bytes that are not those of the sum are 460 checksum_mismatch, and begin again at 0",
        "docs/api.md#files-tus-10";
    MORE: "tus/more", "more than was announced is 413 too_large", "docs/api.md#files-tus-10";
    TOO_LARGE: "tus/too_large", "more than Tus-Max-Size is not announced, 413 too_large", "docs/api.md#files-tus-10";
    EMPTY: "tus/empty", "a file of no bytes is complete at once", "docs/api.md#files-tus-10";
    NO_PAGE: "tus/no_page", "a page that no material has is 422 file_refused", "docs/api.md#files-tus-10";
    TERMINATE: "tus/terminate", "DELETE takes a file back, and it is not found then", "docs/api.md#files-tus-10";
    SAID: "tus/resumable", "every answer says Tus-Resumable: 1.0.0", "docs/api.md#files-tus-10";
}

/// A complete file of the person that belongs to no case yet.
pub(super) struct Sent {
    pub(super) file: String,
    pub(super) photograph: Vec<u8>,
}

struct Tus<'a, 'b> {
    run: &'a mut Run<'b>,
    /// Answers that do not say the version.
    silent: Vec<String>,
}

pub(super) fn ask(run: &mut Run<'_>) -> Result<Option<Sent>, Impossible> {
    let mut tus = Tus {
        run,
        silent: Vec::new(),
    };
    tus.protocol();
    let sent = tus.whole_file();
    if sent.is_some() {
        tus.refusals();
    }
    let silent = tus.silent.join(", ");
    run.report.note(SAID, is(silent.is_empty(), || silent));
    Ok(sent)
}

impl Tus<'_, '_> {
    fn send(&mut self, request: Request) -> Answer {
        let answer = self.run.client.send(request);
        if answer.header("tus-resumable") != Some("1.0.0") && !self.silent.contains(&answer.of) {
            self.silent.push(answer.of.clone());
        }
        answer
    }

    fn request(&self, method: &'static str, path: &str) -> Request {
        Request::new(method, path)
            .by_app()
            .of(&self.run.person)
            .header("Tus-Resumable", "1.0.0")
    }

    fn patch(&mut self, path: &str, offset: usize, bytes: &[u8]) -> Answer {
        let request = self.request("PATCH", path);
        self.send(part(request, offset, bytes))
    }

    fn create(&mut self, length: u64, metadata: &str) -> Answer {
        let request = self
            .request("POST", UPLOADS)
            .header("Upload-Length", length.to_string())
            .header("Upload-Metadata", metadata);
        self.send(request)
    }

    /// The path of one that was announced.
    fn created(&mut self, length: u64, metadata: &str) -> Result<String, String> {
        let answer = self.create(length, metadata);
        answer.succeeds()?;
        let location = answer.header("location").unwrap_or_default();
        let path = location
            .strip_prefix(self.run.client.url())
            .unwrap_or(location);
        match path.starts_with('/') {
            true => Ok(path.to_owned()),
            false => Err(format!("{}: Location says {location:?}", answer.of)),
        }
    }

    fn offset(&mut self, path: &str) -> Option<usize> {
        let request = self.request("HEAD", path);
        self.send(request).header("upload-offset")?.parse().ok()
    }

    fn delete(&mut self, path: &str) -> Answer {
        let request = self.request("DELETE", path);
        self.send(request)
    }

    fn note(&mut self, rule: Rule, kept: Kept) {
        self.run.report.note(rule, kept);
    }

    fn metadata(&self, sum: &str, page: &str) -> String {
        let application = &self.run.settings.application;
        let pairs = [
            ("scenario", application.scenario.as_str()),
            ("region", &application.region),
            ("material", &application.photograph.material),
            ("page", page),
            ("sha256", sum),
        ];
        let pairs = pairs.iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<String> = pairs
            .map(|(key, value)| format!("{key} {}", BASE64_STANDARD.encode(value)))
            .collect();
        pairs.join(",")
    }

    fn page(&self) -> String {
        self.run.settings.application.photograph.page.clone()
    }

    fn protocol(&mut self) {
        let answer = self.send(Request::new("OPTIONS", UPLOADS));
        let has = |name: &str, word: &str| {
            let said = answer.header(name).unwrap_or_default();
            said.split(',').any(|it| it.trim() == word)
        };
        let kept = has("tus-version", "1.0.0")
            && has("tus-extension", "creation")
            && has("tus-extension", "termination");
        self.note(OPTIONS, is(kept, || answer.seen()));
        let largest = answer.header("tus-max-size").unwrap_or_default();
        let largest: u64 = largest.parse().unwrap_or(20_000_000);

        let other = Request::new("POST", UPLOADS)
            .by_app()
            .of(&self.run.person)
            .header("Tus-Resumable", "0.2.0")
            .header("Upload-Length", "1");
        let answer = self.send(other);
        let kept = answer
            .has_status(412)
            .and_then(|()| answer.has_header("tus-version", "1.0.0"));
        self.note(OTHER_VERSION, kept);

        let metadata = self.metadata("", &self.page());
        let answer = self.create(largest + 1, &metadata);
        self.note(TOO_LARGE, answer.is_problem("too_large"));
    }

    /// In two parts, the second of which comes as POST.
    fn whole_file(&mut self) -> Option<Sent> {
        let photograph = precheck_testkit::sharp_photograph();
        let length = photograph.len();
        let metadata = self.metadata(&sum(&photograph), &self.page());
        let path = match self.created(length as u64, &metadata) {
            Ok(path) => path,
            Err(seen) => {
                self.note(CREATE, Err(seen));
                let rest = [HEAD, METADATA, PART, OFFSET, MEDIA_TYPE, OVERRIDE, REPORT];
                let report = &mut self.run.report;
                report.not_ask(&rest, "because no file could be announced");
                return None;
            }
        };
        self.note(CREATE, Ok(()));
        let request = self.request("HEAD", &path);
        let head = self.send(request);
        let kept = head
            .has_header("upload-offset", "0")
            .and_then(|()| head.has_header("upload-length", &length.to_string()))
            .and_then(|()| head.has_header("cache-control", "no-store"));
        self.note(HEAD, kept);
        self.note(METADATA, head.has_header("upload-metadata", &metadata));

        let half = length / 2;
        let answer = self.patch(&path, 0, &photograph[..half]);
        let offset = self.offset(&path);
        let kept = answer
            .succeeds()
            .and_then(|()| answer.has_header("upload-offset", &half.to_string()))
            .and_then(|()| {
                is(offset == Some(half), || {
                    format!("HEAD says {offset:?} then")
                })
            });
        self.note(PART, kept);

        // Few bytes where they are refused: who answers before it has read them may end the connection.
        let few = &photograph[half..half + 8];
        let answer = self.patch(&path, half + 7, few);
        let unchanged = self.offset(&path) == offset;
        let kept = answer.is_problem("offset_mismatch");
        let kept = kept.and_then(|()| is(unchanged, || "HEAD says another offset then".to_owned()));
        self.note(OFFSET, kept);

        let request = self
            .request("PATCH", &path)
            .header("Upload-Offset", half.to_string())
            .header("Content-Type", "image/jpeg")
            .bytes(few);
        let answer = self.send(request);
        self.note(MEDIA_TYPE, answer.is_problem("media_type"));

        let request = self.request("POST", &path);
        let request = request.header("X-HTTP-Method-Override", "PATCH");
        let answer = self.send(part(request, half, &photograph[half..]));
        self.note(OVERRIDE, answer.succeeds());
        if !answer.is_success() {
            self.patch(&path, half, &photograph[half..]);
        }

        let shown = self.run.get(&path);
        let upload = shown.json();
        let kept = is(
            upload["offset"] == length && upload["report"].is_object(),
            || {
                let offset = &upload["offset"];
                format!(
                    "offset {offset} of {length}, report: {}",
                    upload["report"].is_object()
                )
            },
        );
        self.note(REPORT, kept);
        let file = path.rsplit('/').next().unwrap_or_default().to_owned();
        Some(Sent { file, photograph })
    }

    fn refusals(&mut self) {
        let page = self.page();
        let of_other = self.metadata(&sum(b"other bytes"), &page);
        let kept = self.created(11, &of_other).and_then(|path| {
            let answer = self.patch(&path, 0, b"these bytes");
            let offset = self.offset(&path);
            self.delete(&path);
            answer.is_problem("checksum_mismatch")?;
            is(offset == Some(0), || format!("HEAD says {offset:?} then"))
        });
        self.note(SUM, kept);

        let unsummed = self.metadata("", &page);
        let kept = self.created(3, &unsummed).and_then(|path| {
            let answer = self.patch(&path, 0, b"four");
            self.delete(&path);
            answer.is_problem("too_large")
        });
        self.note(MORE, kept);

        let kept = self.created(0, &unsummed).and_then(|path| {
            let upload = self.run.get(&path).json();
            self.delete(&path);
            is(
                upload["length"] == 0 && upload["report"].is_object(),
                || format!("length {}, no report", upload["length"]),
            )
        });
        self.note(EMPTY, kept);

        let nowhere = self.metadata("", "no-such-page");
        let answer = self.create(3, &nowhere);
        self.note(NO_PAGE, answer.is_problem("file_refused"));

        let kept = self.created(3, &unsummed).and_then(|path| {
            self.delete(&path).succeeds()?;
            self.run.get(&path).is_problem("not_found")
        });
        self.note(TERMINATE, kept);
    }
}

fn part(request: Request, offset: usize, bytes: &[u8]) -> Request {
    request
        .header("Upload-Offset", offset.to_string())
        .header("Content-Type", BYTES)
        .bytes(bytes)
}

fn sum(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
