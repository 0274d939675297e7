//! The number behind each verdict, so that its threshold can be moved on paper.

use precheck::Scores;
use precheck_testkit::Defect;

use crate::tally::Judged;

/// Which number a defect is told by, and on which side of the threshold it is bad.
pub(crate) struct Measure {
    pub(crate) name: &'static str,
    pub(crate) is_bad_below: bool,
    of: fn(&Scores, &Judged) -> Option<f64>,
}

impl Measure {
    pub(crate) fn of(&self, judged: &Judged) -> Option<f64> {
        (self.of)(judged.scores.as_ref()?, judged)
    }
}

/// Nothing for defects that are not told by one number.
pub(crate) fn measure(defect: Defect) -> Option<Measure> {
    let below = |name, of| Measure {
        name,
        is_bad_below: true,
        of,
    };
    let above = |name, of| Measure {
        name,
        is_bad_below: false,
        of,
    };
    Some(match defect {
        Defect::OutOfFocus => below("sharpness in thousandths", |it, _| {
            it.sharpness.map(f64::from)
        }),
        Defect::Moved => below(
            "sharpness in the worse direction, in thousandths",
            |it, _| it.sharpness_across.map(f64::from),
        ),
        Defect::Dark | Defect::OverExposed | Defect::Faint => {
            below("contrast in grey levels", |it, _| {
                Some(f64::from(it.contrast))
            })
        }
        Defect::Glare => above("share of the document in thousandths", |it, _| {
            Some(f64::from(it.glare))
        }),
        Defect::Shadow => above("grey levels darker", |it, _| Some(f64::from(it.shadow))),
        Defect::SmallPrint => below("height of a character in tenths of a pixel", |it, _| {
            it.text_height.map(f64::from)
        }),
        Defect::Blank => below("share of ink in thousandths", |it, _| {
            Some(f64::from(it.ink))
        }),
        Defect::Screen => above(
            "peak of the spectrum in tenths of what is around it",
            |it, _| Some(f64::from(it.pattern)),
        ),
        Defect::SmallInFrame => below("share of the picture in thousandths", |it, _| {
            it.filling.map(f64::from)
        }),
        Defect::Askew => above("tenths of a degree", |it, _| {
            it.tilt.map(|tilt| f64::from(tilt).abs())
        }),
        Defect::OtherDocument => above(
            "difference of the long by the short side in thousandths",
            |it, judged| {
                let wanted = judged.policy.shape.aspect()?;
                it.aspect.map(|is| f64::from(is.abs_diff(wanted)))
            },
        ),
        Defect::HalfOutOfFocus
        | Defect::Screenshot
        | Defect::Cut
        | Defect::Covered
        | Defect::Sideways
        | Defect::UpsideDown => return None,
    })
}
