//! What was found on each picture, counted.

use precheck::{Code, PerceptualHash, Policy, Scores, Severity, prepare};
use precheck_testkit::{Defect, LabelledSample};

/// A picture with what was found on it.
pub(crate) struct Judged {
    pub(crate) name: String,
    pub(crate) found: Vec<(Code, Severity)>,
    /// What the findings were held against.
    pub(crate) limits: Vec<(Code, u32)>,
    pub(crate) scores: Option<Scores>,
    pub(crate) perceptual_hash: Option<PerceptualHash>,
    pub(crate) policy: Policy,
}

impl Judged {
    pub(crate) fn of(sample: &LabelledSample) -> Self {
        // As the phone does it; small pictures keep their bytes.
        let report = prepare(&sample.file, &sample.policy).report;
        Self {
            name: sample.name.clone(),
            found: report
                .findings
                .iter()
                .map(|it| (it.code, it.severity))
                .collect(),
            limits: report
                .findings
                .iter()
                .filter_map(|it| Some((it.code, it.limit?)))
                .collect(),
            scores: report.scores,
            perceptual_hash: report.perceptual_hash,
            policy: sample.policy.clone(),
        }
    }

    /// The worst that is said of it by these codes, or by any.
    pub(crate) fn worst(&self, codes: Option<&[Code]>) -> Option<Severity> {
        let found = self
            .found
            .iter()
            .filter(|(code, _)| codes.is_none_or(|codes| codes.contains(code)));
        found.map(|(_, severity)| *severity).max()
    }

    /// Whether the resident is asked to look again.
    pub(crate) fn is_told(&self, codes: Option<&[Code]>) -> bool {
        self.worst(codes) >= Some(Severity::Warn)
    }

    pub(crate) fn is_blocked(&self, codes: Option<&[Code]>) -> bool {
        self.worst(codes) == Some(Severity::Block)
    }
}

/// All pictures with one defect.
pub(crate) struct Tally {
    pub(crate) defect: Defect,
    pub(crate) clear: Vec<Judged>,
    pub(crate) mild: Vec<Judged>,
}

/// Of so many, how many.
#[derive(Clone, Copy)]
pub(crate) struct Share {
    pub(crate) part: usize,
    pub(crate) whole: usize,
}

impl Share {
    pub(crate) fn of(judged: &[Judged], is: impl Fn(&Judged) -> bool) -> Self {
        Self {
            part: judged.iter().filter(|it| is(it)).count(),
            whole: judged.len(),
        }
    }

    pub(crate) fn percent(self) -> f64 {
        self.part as f64 * 100.0 / self.whole.max(1) as f64
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.whole {
            0 => f.write_str("–"),
            _ => write!(f, "{:.1} %", self.percent()),
        }
    }
}
