//! Which figures of a service can be shown, and which lines of their tables hold.
//! A figure whose value is not known says so; a line that names something unknown is left out.

use crate::Value;
use crate::condition::Condition;
use crate::evaluation::Truth;
use crate::facts::{EvalContext, NumberUse, State, evaluate};
use crate::scenario::{Figure, QuestionId, Service};

#[derive(Debug, Clone, PartialEq)]
pub struct FigurePlan {
    /// Which figure of the service, from 0.
    pub at: usize,
    /// `None` while what it rests on is not known.
    pub value: Option<Value>,
    /// The questions it is still open for.
    pub missing: Vec<QuestionId>,
    /// Which lines of its table hold, from 0.
    pub lines: Vec<usize>,
    /// Which marks of its time line hold, from 0.
    pub marks: Vec<usize>,
    /// The numbers of the place on which it rests.
    pub numbers: Vec<NumberUse>,
}

pub(super) fn shown<'a>(service: &'a Service, eval: &EvalContext<'a>) -> Vec<FigurePlan> {
    let holds = |when: &'a Option<Condition>| holds(when.as_ref(), eval);
    service
        .figures
        .iter()
        .enumerate()
        .filter(|(_, figure)| holds(&figure.when))
        .map(|(at, figure)| FigurePlan {
            at,
            value: eval.value(&figure.value),
            missing: missing(figure, eval),
            lines: lines(figure, eval),
            marks: (0..figure.timeline.len())
                .filter(|at| holds(&figure.timeline[*at].when))
                .collect(),
            numbers: eval.numbers_of(&figure.value),
        })
        .collect()
}

fn holds<'a>(when: Option<&'a Condition>, eval: &EvalContext<'a>) -> bool {
    when.is_none_or(|when| evaluate(when, eval).truth == Truth::Yes)
}

fn missing<'a>(figure: &'a Figure, eval: &EvalContext<'a>) -> Vec<QuestionId> {
    let entry = eval.entry(&figure.value, 0);
    match entry.state {
        State::Open => entry.reasons.iter().map(|id| (*id).to_owned()).collect(),
        _ => Vec::new(),
    }
}

fn lines<'a>(figure: &'a Figure, eval: &EvalContext<'a>) -> Vec<usize> {
    let mut lines = Vec::new();
    for (at, line) in figure.table.iter().enumerate() {
        let holds = holds(line.when.as_ref(), eval);
        let known = |name: &'a str| eval.value(name).is_some();
        let stands = line.unless_known.as_ref().is_none_or(|name| !known(name));
        if holds && stands && line.text.names().all(known) {
            lines.push(at);
        }
    }
    lines
}
