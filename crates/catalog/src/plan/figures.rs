//! Which figures of a service can be shown, and which lines of their tables hold.
//! A figure whose value is not known says so; a line that names something unknown is left out.

use crate::Value;
use crate::evaluation::Truth;
use crate::facts::{EvalContext, NumberUse, evaluate};
use crate::scenario::{Figure, Service};

#[derive(Debug, Clone, PartialEq)]
pub struct FigurePlan {
    /// Which figure of the service, from 0.
    pub at: usize,
    /// `None` while what it rests on is not known.
    pub value: Option<Value>,
    /// Which lines of its table hold, from 0.
    pub lines: Vec<usize>,
    /// The numbers of the place on which it rests.
    pub numbers: Vec<NumberUse>,
}

pub(super) fn shown<'a>(service: &'a Service, eval: &EvalContext<'a>) -> Vec<FigurePlan> {
    let holds = |figure: &'a Figure| {
        figure
            .when
            .as_ref()
            .is_none_or(|when| evaluate(when, eval).truth == Truth::Yes)
    };
    service
        .figures
        .iter()
        .enumerate()
        .filter(|(_, figure)| holds(figure))
        .map(|(at, figure)| FigurePlan {
            at,
            value: eval.value(&figure.value),
            lines: lines(figure, eval),
            numbers: eval.numbers_of(&figure.value),
        })
        .collect()
}

fn lines<'a>(figure: &'a Figure, eval: &EvalContext<'a>) -> Vec<usize> {
    let mut lines = Vec::new();
    for (at, line) in figure.table.iter().enumerate() {
        let holds = line
            .when
            .as_ref()
            .is_none_or(|when| evaluate(when, eval).truth == Truth::Yes);
        let known = |name: &'a str| eval.value(name).is_some();
        let stands = line.unless_known.as_ref().is_none_or(|name| !known(name));
        if holds && stands && line.text.names().all(known) {
            lines.push(at);
        }
    }
    lines
}
