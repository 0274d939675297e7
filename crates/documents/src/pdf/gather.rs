use std::collections::BTreeSet;

use super::face::{Faces, Weight};
use super::lines::{Line, Measure, lines};
use super::strip::Strip;
use super::tags::Tags;
use crate::model::Text;

/// Where strips, structure and missing characters are gathered.
pub(super) struct Layout<'a> {
    pub(super) faces: &'a Faces<'a>,
    pub(super) strips: Vec<Strip>,
    pub(super) tags: Tags,
    pub(super) missing: BTreeSet<char>,
}

impl Layout<'_> {
    /// Room below a table or signatures, which is not needed at the end of a page.
    pub(super) fn gap(&mut self) {
        self.strips.push(Strip::of(0.0).below(8.0));
    }

    pub(super) fn lines(&mut self, text: &Text, measure: Measure, weight: Weight) -> Vec<Line> {
        lines(text, measure, self.faces, weight, &mut self.missing)
    }
}
