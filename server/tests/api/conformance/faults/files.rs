//! What is wrong in what is public, and in files.

use super::{Fault, UPLOADS, after, before};
use crate::conformance::double::{code, edit, refuse, succeed, without};

pub(super) fn all() -> Vec<Fault> {
    vec![
        after("no tags", &["etags/given"], |_, answer| {
            without(answer, "etag");
        }),
        before("tags are not read", &["etags/held"], |asked, request| {
            if !asked.header("if-none-match").contains("something-else") {
                request.headers_mut().remove("if-none-match");
            }
        }),
        after("any tag is held", &["etags/other"], |asked, answer| {
            if asked.header("if-none-match").contains("something-else") {
                succeed(answer, 304);
            }
        }),
        after(
            "versions are asked for anew",
            &["scenarios/version"],
            |asked, answer| {
                if asked.is("GET", "/api/v1/scenarios/unemployment/") {
                    without(answer, "cache-control");
                }
            },
        ),
        after(
            "any version is there",
            &["scenarios/no_version"],
            |asked, answer| {
                if asked.path().ends_with("00000000") && asked.is("GET", "/api/v1/scenarios/") {
                    refuse(answer, 409, "scenario_changed");
                }
            },
        ),
        before(
            "another region in place of the base",
            &["scenarios/base"],
            |asked, request| {
                if asked.uri.query() == Some("region=999999") {
                    *request.uri_mut() = asked
                        .uri
                        .to_string()
                        .replace("999999", "321000")
                        .parse()
                        .unwrap();
                }
            },
        ),
        after("extensions are not named", &["tus/options"], |_, answer| {
            without(answer, "tus-extension");
        }),
        before("any version of tus", &["tus/version"], |asked, request| {
            if asked.header("tus-resumable") == "0.2.0" {
                request
                    .headers_mut()
                    .insert("tus-resumable", "1.0.0".parse().unwrap());
            }
        }),
        after(
            "nobody is told where the file is",
            &["tus/create"],
            |asked, answer| {
                if asked.is("POST", UPLOADS) {
                    without(answer, "location");
                }
            },
        ),
        after("caches keep offsets", &["tus/head"], |asked, answer| {
            if asked.is("HEAD", UPLOADS) {
                without(answer, "cache-control");
            }
        }),
        after("metadata is forgotten", &["tus/metadata"], |_, answer| {
            without(answer, "upload-metadata");
        }),
        after("a wrong offset", &["tus/part"], |asked, answer| {
            if asked.is("PATCH", UPLOADS) && answer.status() == 204 {
                answer
                    .headers_mut()
                    .insert("upload-offset", "1".parse().unwrap());
            }
        }),
        after(
            "a part for another offset is swallowed",
            &["tus/offset"],
            |_, answer| {
                if code(answer) == "offset_mismatch" {
                    succeed(answer, 204);
                }
            },
        ),
        after(
            "a part of another type is swallowed",
            &["tus/media_type"],
            |asked, answer| {
                if asked.is("PATCH", UPLOADS) && code(answer) == "media_type" {
                    succeed(answer, 204);
                }
            },
        ),
        before(
            "no method is overridden",
            &["tus/override"],
            |_, request| {
                request.headers_mut().remove("x-http-method-override");
            },
        ),
        after("no report", &["tus/report"], |asked, answer| {
            if asked.is("GET", UPLOADS) {
                edit(answer, |upload| {
                    if upload["length"] != 0 {
                        upload.as_object_mut().unwrap().remove("report");
                    }
                });
            }
        }),
        after("no report of nothing", &["tus/empty"], |asked, answer| {
            if asked.is("GET", UPLOADS) {
                edit(answer, |upload| {
                    if upload["length"] == 0 {
                        upload.as_object_mut().unwrap().remove("report");
                    }
                });
            }
        }),
        after("sums are not compared", &["tus/checksum"], |_, answer| {
            if code(answer) == "checksum_mismatch" {
                succeed(answer, 204);
            }
        }),
        after(
            "more than announced is swallowed",
            &["tus/more"],
            |asked, answer| {
                if asked.is("PATCH", UPLOADS) && code(answer) == "too_large" {
                    succeed(answer, 204);
                }
            },
        ),
        after(
            "any length is announced",
            &["tus/too_large"],
            |asked, answer| {
                if asked.is("POST", UPLOADS) && code(answer) == "too_large" {
                    succeed(answer, 201);
                }
            },
        ),
        after("pages that there are not", &["tus/no_page"], |_, answer| {
            if code(answer) == "file_refused" {
                succeed(answer, 201);
            }
        }),
        after(
            "what is taken back is there",
            &["tus/terminate"],
            |asked, answer| {
                if asked.is("GET", UPLOADS) && answer.status() == 404 && !asked.is_of_other() {
                    refuse(answer, 409, "wrong_state");
                }
            },
        ),
        after(
            "the version is not said",
            &["tus/resumable"],
            |_, answer| {
                without(answer, "tus-resumable");
            },
        ),
    ]
}
