//! Uploads with what the pre-check found, and what a back office is told of it.

use casework::Light;
use catalog::CorrectionReason;
use catalog::application::Explanation;
use contract::case::ServiceState;
use contract::ops::{
    Flag, OpsCase, OpsCasePage, OpsService, Outcome, PrecheckOutcome, PrecheckOutcomePage,
};
use contract::upload::Upload;
use serde_json::json;

use super::{AT, FILE, NUMBER, assert_wire, text};

const LIKENESS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

fn report() -> precheck_types::Report {
    let report = json!({
        "format": "jpeg",
        "size": { "width": 1600, "height": 1010 },
        "bytes": 412_000,
        "scores": {
            "sharpness": 120, "sharpness_across": 110, "dark": 20, "middle": 120, "light": 230,
            "contrast": 60, "noise": 2, "glare": 0, "shadow": 0, "text_height": 210, "ink": 80,
            "pattern": 12, "filling": 800, "aspect": 1580, "tilt": -12,
        },
        "pages": 1,
        "outline": [
            { "x": 0.125, "y": 0.125 }, { "x": 0.875, "y": 0.125 },
            { "x": 0.875, "y": 0.875 }, { "x": 0.125, "y": 0.875 },
        ],
        "turn": "right",
        "likeness": LIKENESS,
        "findings": [{
            "code": "blurred", "severity": "block",
            "region": { "left": 0.25, "top": 0.25, "width": 0.5, "height": 0.5 },
            "value": 120, "limit": 160,
        }],
    });
    serde_json::from_value(report).unwrap()
}

#[test]
fn upload() {
    assert_wire(
        "upload",
        &Upload {
            id: text(FILE),
            offset: 412_000,
            length: 412_000,
            report: Some(report()),
        },
    );
}

#[test]
fn ops_case_page_with_every_flag() {
    assert_wire(
        "ops_case_page_with_every_flag",
        &OpsCasePage {
            items: vec![OpsCase {
                number: text(NUMBER),
                title: text("失业一件事"),
                submitted_at: text(AT),
                last: 6,
                services: vec![OpsService {
                    service: text("registration"),
                    name: text("失业登记"),
                    state: ServiceState::Submitted,
                    due: Some(text("2026-11-27")),
                    usual: None,
                    light: Light::Yellow,
                    claimed_by: Some(text("wang")),
                    objected: false,
                }],
                flags: vec![
                    Flag::ForReview {
                        material: text("social_card"),
                        page: text("front"),
                    },
                    Flag::SamePicture {
                        material: text("social_card"),
                        page: text("front"),
                        as_material: text("id_card"),
                        as_page: text("back"),
                    },
                    Flag::Unsure {
                        material: text("social_card"),
                        reason: CorrectionReason::R06,
                        say: text("是本人的卡"),
                    },
                    Flag::Differs {
                        field: text("payout_account"),
                        licence: text("中华人民共和国社会保障卡"),
                        explained: Some(Explanation::LicenceOutdated),
                    },
                    Flag::Changed {
                        service: text("registration"),
                        corrected: text("benefit"),
                        event: 6,
                        fields: vec![text("mobile")],
                        materials: vec![text("id_card")],
                        was_decided: true,
                    },
                ],
            }],
            next_cursor: Some(text(NUMBER)),
        },
    );
}

#[test]
fn precheck_outcome_page() {
    let outcome = |outcome| PrecheckOutcome {
        day: text("2026-11-20"),
        region: text("320000"),
        scenario: text("unemployment"),
        version: text("2026-11-01"),
        material: text("social_card"),
        page: text("front"),
        for_review: true,
        outcome,
        reasons: vec![CorrectionReason::R01, CorrectionReason::R02],
        report: report(),
    };
    assert_wire(
        "precheck_outcome_page",
        &PrecheckOutcomePage {
            items: vec![outcome(Outcome::Returned), outcome(Outcome::Accepted)],
            next_cursor: Some(text("200")),
        },
    );
}
