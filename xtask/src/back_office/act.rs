//! What an office does, from the words of the command line to the JSON of the API: in values of its own, for this tool
//! must run while the product's crates do not compile. A test holds them against `contract`.

use serde_json::{Value, json};

use super::correction::Said;
use crate::error::Result;

#[derive(clap::Subcommand)]
pub(super) enum Act {
    /// Work on a service, so that others keep away (认领)
    Claim { case: String, service: String },
    /// Give it back
    Release { case: String, service: String },
    /// Accept a service of a case (受理)
    Accept { case: String, service: String },
    /// Ask for a correction (补正): everything that is wrong, at once
    Correct {
        case: String,
        service: String,
        /// What the resident is told, in full and all at once (一次性告知)
        #[arg(long)]
        message: String,
        /// A material to send again; may be repeated
        #[arg(long = "material")]
        materials: Vec<String>,
        /// A field to fill in again; may be repeated
        #[arg(long = "field")]
        fields: Vec<String>,
        /// Why, as material=R01,R06; R16 (another paper) or R13 (a field) where nothing is said; may be repeated
        #[arg(long = "reason", value_parser = named)]
        reasons: Vec<(String, String)>,
        /// How it will do, as material=add_pages: take_again, add_pages, send_the_right_paper, sign_or_seal, renew,
        /// fill_in_again, show_at_counter; may be repeated
        #[arg(long = "remedy", value_parser = named)]
        remedies: Vec<(String, String)>,
    },
    /// Take longer, once (延期)
    Extend {
        case: String,
        service: String,
        /// By so many working days
        #[arg(long)]
        days: u16,
        /// on_site_check, other_office, complex, force_majeure
        #[arg(long)]
        reason: String,
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Decide in favour (办结)
    Grant {
        case: String,
        service: String,
        #[arg(long)]
        result: String,
        /// The code of the document that follows
        #[arg(long)]
        document: Option<String>,
    },
    /// Decide against (不予办理)
    Refuse {
        case: String,
        service: String,
        /// conditions_not_met, false_material, false_promise, paper_not_brought, not_competent, repeated
        #[arg(long, default_value = "conditions_not_met")]
        ground: String,
        #[arg(long)]
        reason: String,
    },
    /// Take back what was granted (撤销)
    Revoke {
        case: String,
        service: String,
        #[arg(long)]
        ground: String,
        #[arg(long)]
        reason: String,
    },
    /// Check whether a promise was kept (核查)
    #[command(subcommand)]
    Check(Check),
    /// Record that a promise was not kept (失信), or that it is mended (信用修复)
    #[command(subcommand)]
    Breach(Breach),
    /// Answer a question, by the number of its event
    Answer {
        case: String,
        asked: u32,
        text: String,
    },
    /// Answer an urge (催办), by the number of its event
    AnswerUrge {
        case: String,
        urged: u32,
        text: String,
    },
    /// Reply to a rating
    Reply {
        case: String,
        service: String,
        text: String,
    },
    /// Say what was mended after a bad rating (整改)
    Rectify {
        case: String,
        service: String,
        text: String,
    },
    /// Say that the paper of a result is in the post (已寄出)
    Send {
        case: String,
        service: String,
        /// The number of the parcel
        #[arg(long)]
        parcel: Option<String>,
    },
}

#[derive(clap::Subcommand)]
pub(super) enum Check {
    Open {
        case: String,
        service: String,
    },
    Close {
        case: String,
        service: String,
        /// kept, broken
        #[arg(long)]
        outcome: String,
        /// What was found, where it is broken
        #[arg(long)]
        ground: Option<String>,
    },
}

#[derive(clap::Subcommand)]
pub(super) enum Breach {
    Record {
        case: String,
        service: String,
        #[arg(long)]
        ground: String,
    },
    Repair {
        case: String,
        service: String,
    },
}

/// `social_card=R01,R06`
fn named(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write it as name=value")?;
    Ok((name.to_owned(), value.to_owned()))
}

impl Act {
    pub(super) fn case(&self) -> &str {
        match self {
            Self::Claim { case, .. }
            | Self::Release { case, .. }
            | Self::Accept { case, .. }
            | Self::Correct { case, .. }
            | Self::Extend { case, .. }
            | Self::Grant { case, .. }
            | Self::Refuse { case, .. }
            | Self::Revoke { case, .. }
            | Self::Check(Check::Open { case, .. } | Check::Close { case, .. })
            | Self::Breach(Breach::Record { case, .. } | Breach::Repair { case, .. })
            | Self::Answer { case, .. }
            | Self::AnswerUrge { case, .. }
            | Self::Reply { case, .. }
            | Self::Rectify { case, .. }
            | Self::Send { case, .. } => case,
        }
    }

    /// As the API takes it.
    pub(super) fn action(&self) -> Result<Value> {
        Ok(match self {
            Self::Claim { service, .. } => json!({ "claim": { "service": service } }),
            Self::Release { service, .. } => json!({ "release": { "service": service } }),
            Self::Accept { service, .. } => json!({ "accept": { "service": service } }),
            Self::Correct {
                service,
                message,
                materials,
                fields,
                reasons,
                remedies,
                ..
            } => {
                let said = Said { reasons, remedies };
                let materials = materials.iter().map(|id| said.item("material", id));
                let fields = fields.iter().map(|id| said.item("field", id));
                let items: Vec<Value> = materials.chain(fields).collect();
                said.all_used(&items)?;
                Said::all_fit(&items)?;
                json!({ "ask_correction": { "service": service, "items": items, "note": message } })
            }
            Self::Extend {
                service,
                days,
                reason,
                note,
                ..
            } => {
                let by = json!({ "amount": days, "unit": "working_days" });
                let extend =
                    json!({ "service": service, "by": by, "reason": reason, "note": note });
                json!({ "extend": extend })
            }
            Self::Grant {
                service,
                result,
                document,
                ..
            } => {
                let grant = json!({ "service": service, "result": result, "document": document });
                json!({ "grant": grant })
            }
            Self::Refuse {
                service,
                ground,
                reason,
                ..
            } => {
                json!({ "refuse": { "service": service, "ground": ground, "reason": reason } })
            }
            Self::Revoke {
                service,
                ground,
                reason,
                ..
            } => {
                json!({ "revoke": { "service": service, "ground": ground, "reason": reason } })
            }
            Self::Check(Check::Open { service, .. }) => {
                json!({ "open_check": { "service": service } })
            }
            Self::Check(Check::Close {
                service,
                outcome,
                ground,
                ..
            }) => {
                let close = json!({ "service": service, "outcome": outcome, "ground": ground });
                json!({ "close_check": close })
            }
            Self::Breach(Breach::Record {
                service, ground, ..
            }) => {
                json!({ "record_breach": { "service": service, "ground": ground } })
            }
            Self::Breach(Breach::Repair { service, .. }) => {
                json!({ "repair_breach": { "service": service } })
            }
            Self::Answer { asked, text, .. } => {
                json!({ "answer": { "asked": asked, "text": text } })
            }
            Self::AnswerUrge { urged, text, .. } => {
                json!({ "answer_urge": { "urged": urged, "text": text } })
            }
            Self::Reply { service, text, .. } => {
                json!({ "reply": { "service": service, "text": text } })
            }
            Self::Rectify { service, text, .. } => {
                json!({ "rectify": { "service": service, "text": text } })
            }
            Self::Send {
                service, parcel, ..
            } => {
                json!({ "send": { "service": service, "parcel": parcel } })
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use contract::office_action::OfficeAction;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(subcommand)]
        act: Act,
    }

    fn read(line: &str) -> OfficeAction {
        let words = std::iter::once("x").chain(line.split(' '));
        let line = Line::try_parse_from(words).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(line.act.case(), "A1");
        serde_json::from_value(line.act.action().unwrap()).unwrap()
    }

    #[test]
    fn every_action_of_the_contract_has_its_command() {
        let unknown = serde_json::from_str::<OfficeAction>(r#"{"other":{}}"#).unwrap_err();
        let unknown = unknown.to_string();
        let (_, known) = unknown.split_once("expected one of").unwrap();
        // Its command has a test of its own.
        let mut left: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
        left.retain(|word| *word != "ask_correction");
        for (line, word) in [
            ("claim A1 benefit", "claim"),
            ("release A1 benefit", "release"),
            ("accept A1 benefit", "accept"),
            ("extend A1 benefit --days 5 --reason complex", "extend"),
            ("grant A1 benefit --result 准予 --document C-1", "grant"),
            ("grant A1 benefit --result 准予", "grant"),
            ("refuse A1 benefit --reason 不符合", "refuse"),
            (
                "revoke A1 benefit --ground false_promise --reason 不实",
                "revoke",
            ),
            ("check open A1 benefit", "open_check"),
            ("check close A1 benefit --outcome kept", "close_check"),
            (
                "breach record A1 benefit --ground repeated",
                "record_breach",
            ),
            ("breach repair A1 benefit", "repair_breach"),
            ("answer A1 4 三天内", "answer"),
            ("answer-urge A1 5 今天", "answer_urge"),
            ("reply A1 benefit 谢谢", "reply"),
            ("rectify A1 benefit 已改", "rectify"),
            ("send A1 benefit --parcel SF-1", "send"),
        ] {
            assert_eq!(read(line).word(), word, "{line}");
            left.retain(|action| *action != word);
        }
        assert!(left.is_empty(), "no command does {left:?}");
    }

    #[test]
    fn a_correction_names_fields_and_materials_with_what_was_said_of_each() {
        let line = "correct A1 benefit --message 请改 --material id_card --field mobile --reason id_card=R01,R06 \
            --remedy id_card=add_pages";
        let OfficeAction::AskCorrection { items, note, .. } = read(line) else {
            panic!("{line}");
        };
        assert_eq!(note, "请改");
        let said = serde_json::to_value(items).unwrap();
        let expected = json!([
            { "of": { "material": "id_card" }, "reasons": ["R01", "R06"], "remedy": "add_pages" },
            { "of": { "field": "mobile" }, "reasons": ["R13"], "remedy": "fill_in_again" },
        ]);
        assert_eq!(said, expected);
        for slip in [
            "x correct A1 benefit --message 请改 --reason id_card=R01",
            "x correct A1 benefit --message 请改 --field mobile --reason mobile=R16",
            "x correct A1 benefit --message 请改 --field mobile --remedy mobile=take_again",
        ] {
            let line = Line::try_parse_from(slip.split(' ')).unwrap();
            assert!(line.act.action().is_err(), "{slip}");
        }
    }
}
