//! What is wrong with the content of an action that is open to somebody.

use std::collections::BTreeSet;

use crate::Clock;
use crate::action::Action;
use crate::automatic::is_rule;
use crate::case::Case;
use crate::event::{CheckOutcome, CorrectionItem, CorrectionSubject, Remedy};
use crate::refusal::{Invalid, Refusal};
use crate::rules::{Rules, base};

/// What is wrong with the content.
pub(super) fn check(
    case: &Case,
    rules: &Rules,
    action: &Action,
    clock: Clock<'_>,
) -> Result<(), Refusal> {
    match action {
        Action::Correct {
            service,
            fields,
            materials,
            papers,
            note,
        } => {
            if fields.is_empty() && materials.is_empty() && note.is_none() {
                return Err(Refusal::Invalid(Invalid::Nothing));
            }
            let asked = case.service(service).map(|it| it.to_correct.as_slice());
            let asked = asked.unwrap_or_default();
            answers_all(asked, fields, materials)?;
            answers_nothing_else(asked, fields, materials)?;
            answers_nothing_else(asked, &[], papers)
        }
        Action::AskCorrection {
            service,
            items,
            note,
        } => {
            if items.is_empty() && note.is_none() {
                return Err(Refusal::Invalid(Invalid::Nothing));
            }
            can_be_corrected(rules, service, items)
        }
        Action::Ask {
            service: Some(id), ..
        } => case.service(id).map(|_| ()).ok_or(Refusal::NoSuch),
        Action::Extend { service, by, .. } => {
            let last = case.decision_clock(service).and_then(|it| it.deadline());
            let last = last.ok_or(Refusal::NoSuch)?.day;
            let most = rules.periods.longest_extension;
            let longer = by.span().after_by(last, clock.calendar).day;
            let fits = longer > last && longer <= most.after_by(last, clock.calendar).day;
            fits.then_some(()).ok_or(Refusal::Invalid(Invalid::TooLong))
        }
        Action::CloseCheck {
            outcome, ground, ..
        } => {
            let fits = (*outcome == CheckOutcome::Broken) == ground.is_some();
            fits.then_some(())
                .ok_or(Refusal::Invalid(Invalid::GroundMissing))
        }
        Action::ChooseDelivery { service, way } => rules
            .delivers(service)
            .contains(way)
            .then_some(())
            .ok_or(Refusal::Invalid(Invalid::NotOfThisCase)),
        Action::DecideAutomatically {
            service,
            rule,
            rule_version,
            ..
        }
        | Action::LeaveToPerson {
            service,
            rule,
            rule_version,
            ..
        } => is_rule(rules, service, rule, rule_version)
            .then_some(())
            .ok_or(Refusal::NoRule),
        _ => Ok(()),
    }
}

fn can_be_corrected(rules: &Rules, service: &str, items: &[CorrectionItem]) -> Result<(), Refusal> {
    let mut named = BTreeSet::new();
    for item in items {
        let (known, is_its) = match &item.of {
            CorrectionSubject::Field(id) => (
                rules.fields.contains(base(id)),
                rules.uses_field(service, id),
            ),
            CorrectionSubject::Material(id) => (
                rules.materials.contains(base(id)),
                rules.uses_material(service, id),
            ),
        };
        if !known {
            return Err(Refusal::Invalid(Invalid::Unknown(item.of.clone())));
        }
        if !is_its {
            return Err(Refusal::Invalid(Invalid::NotOfThisCase));
        }
        if item.reasons.is_empty() {
            return Err(Refusal::Invalid(Invalid::ReasonMissing(item.of.clone())));
        }
        if !fits(item) {
            return Err(Refusal::Invalid(Invalid::Unfit(item.of.clone())));
        }
        if !named.insert(&item.of) {
            return Err(Refusal::Invalid(Invalid::Twice(item.of.clone())));
        }
    }
    Ok(())
}

/// Whether its reasons and its remedy are such as a thing of its kind can have.
fn fits(item: &CorrectionItem) -> bool {
    let mut reasons = item.reasons.iter();
    match &item.of {
        CorrectionSubject::Field(_) => {
            let remedies = [Remedy::FillInAgain, Remedy::ShowAtCounter];
            reasons.all(|reason| reason.fits_field()) && remedies.contains(&item.remedy)
        }
        CorrectionSubject::Material(_) => reasons.all(|reason| reason.fits_material()),
    }
}

/// 一次性补正: the answer has all that was asked for.
fn answers_all(
    asked: &[CorrectionItem],
    fields: &[String],
    materials: &[String],
) -> Result<(), Refusal> {
    let left_out = asked.iter().find(|item| match &item.of {
        CorrectionSubject::Field(id) => !fields.contains(id),
        CorrectionSubject::Material(id) => !materials.contains(id),
    });
    left_out.map_or(Ok(()), |item| {
        Err(Refusal::Invalid(Invalid::LeftOut(item.of.clone())))
    })
}

/// What was not asked for stays as it was handed in: other services look at it, too.
fn answers_nothing_else(
    asked: &[CorrectionItem],
    fields: &[String],
    materials: &[String],
) -> Result<(), Refusal> {
    let fields = fields.iter().cloned().map(CorrectionSubject::Field);
    let materials = materials.iter().cloned().map(CorrectionSubject::Material);
    let mut answered = fields.chain(materials);
    let more = answered.find(|of| !asked.iter().any(|item| item.of == *of));
    more.map_or(Ok(()), |of| Err(Refusal::Invalid(Invalid::NotAsked(of))))
}
