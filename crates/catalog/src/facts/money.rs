//! Facts that are amounts of money: survivors' benefits, benefits after a death at work, economic compensation.

use super::{Entry, Known, only};
use crate::scenario::{Severance, Survivors, WorkDeath};

impl Known<'_> {
    pub(super) fn survivors(&self, survivors: &Survivors, _depth: u8) -> Entry {
        Entry::open(only(&survivors.base))
    }

    pub(super) fn work_death(&self, _work_death: &WorkDeath, _depth: u8) -> Entry {
        Entry::open(only(""))
    }

    pub(super) fn severance(&self, severance: &Severance, _depth: u8) -> Entry {
        Entry::open(only(&severance.wage))
    }
}
