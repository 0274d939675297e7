//! What an office sends back, in the terms of a case.

use casework::event::{CorrectionItem, CorrectionSubject, Remedy};
use catalog::CorrectionReason;

/// A material to correct. Where no reason was named, it is that the paper does not do.
pub(crate) fn to_correct(material: &str, reasons: &[CorrectionReason]) -> CorrectionItem {
    let reasons = match reasons {
        [] => vec![CorrectionReason::R16],
        reasons => reasons.to_vec(),
    };
    let remedy = match reasons.first() {
        Some(CorrectionReason::R06 | CorrectionReason::R16) => Remedy::SendTheRightPaper,
        Some(CorrectionReason::R07) => Remedy::AddPages,
        Some(CorrectionReason::R08) => Remedy::Renew,
        Some(CorrectionReason::R10) => Remedy::SignOrSeal,
        Some(CorrectionReason::R09 | CorrectionReason::R13) => Remedy::FillInAgain,
        _ => Remedy::TakeAgain,
    };
    CorrectionItem {
        of: CorrectionSubject::Material(material.to_owned()),
        reasons,
        remedy,
    }
}
