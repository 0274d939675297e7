//! Whether a picture shows what is wanted, as far as that is plain from afar: print in rows on even ground, which
//! nothing else in the world has; of an identity card its sides, and neither a page of print nor a card of another
//! kind. Nothing is read. What is not clear is not said. Never more than a warning.

mod card_side;
mod print_tiles;

use crate::analysis_image::AnalysisImage;
use crate::direction::Ink;
use crate::direction::characters::Standing;
use crate::{CardSide, Code, Finding, Policy, Quad, Rotation};
use card_side::Seen;
use print_tiles::Print;

// Chosen on the good documents and cards of the corpus and on photographs of other things; docs/precheck.md has the
// figures.

/// Tenths of a standard deviation by which shapes may look like characters.
const UNLIKE: i64 = 25;

/// What is found where print would not be seen even if it were there: then nothing is said of it.
const HIDING: [Code; 9] = [
    Code::Blank,
    Code::Blurred,
    Code::MotionBlurred,
    Code::TooDark,
    Code::TooBright,
    Code::Faint,
    Code::Glare,
    Code::ScreenPhotograph,
    Code::Screenshot,
];
/// What is said of how a document lies, and means nothing where there is none.
const OF_DOCUMENTS: [Code; 9] = [
    Code::Tilted,
    Code::CutOff,
    Code::SmallInFrame,
    Code::WrongShape,
    Code::Sideways,
    Code::UpsideDown,
    Code::Shadow,
    Code::Covered,
    Code::TextTooSmall,
];

/// Adds to what was found in a picture at the measuring scale that it shows something else than what is wanted. `turn`
/// brings it upright.
pub(crate) fn judge(
    look: &AnalysisImage,
    outline: Option<Quad>,
    turn: Rotation,
    policy: &Policy,
    findings: &mut Vec<Finding>,
) {
    let severity = policy.outline.of_doubtful();
    if severity.is_none() || findings.iter().any(|it| HIDING.contains(&it.code)) {
        return;
    }
    let print = Print::of(look);
    let told = if print.is_of_none() && !speaks(look) {
        findings.retain(|it| !OF_DOCUMENTS.contains(&it.code));
        Some(Code::NoDocument)
    } else {
        let side = policy.card_side;
        side.and_then(|side| instead_of(side, look, outline, turn, print))
    };
    if told == Some(Code::OtherDocument) {
        // The same, said less well.
        findings.retain(|it| it.code != Code::WrongShape);
    }
    findings.extend(told.and_then(|code| Finding::when_checked(code, severity)));
}

/// What is plainly seen in place of this side of an identity card.
fn instead_of(
    wanted: CardSide,
    look: &AnalysisImage,
    outline: Option<Quad>,
    turn: Rotation,
    print: Print,
) -> Option<Code> {
    match card_side::seen(look, outline, turn) {
        Some(Seen::Side(side)) if side == wanted => None,
        Some(Seen::Side(_)) => Some(Code::OtherSide),
        Some(Seen::OtherCard) => Some(Code::OtherDocument),
        None => {
            let is_page =
                print.is_on_paper() && card_side::has_lines_of_a_page(look, outline, turn);
            is_page.then_some(Code::OtherDocument)
        }
    }
}

/// Whether shapes look like characters, whichever way they stand.
fn speaks(look: &AnalysisImage) -> bool {
    let turned = look.grey.clone().upright(Rotation::Right.into());
    [&look.grey, &turned]
        .iter()
        .any(|grey| Standing::of(&Ink::of(grey), grey).tenths().abs() >= UNLIKE)
}
