//! Numbers booked at a counter.

use contract::counter::{BookableDay, BookableDays, CaseVisit, OpsVisit, OpsVisits, Slot};

use super::{NUMBER, assert_wire, text};

fn slot() -> Slot {
    Slot {
        at: text("2026-11-23T09:30:00+08:00"),
        free: 2,
    }
}

#[test]
fn bookable_days() {
    assert_wire(
        "bookable_days",
        &BookableDays {
            days: vec![BookableDay {
                day: text("2026-11-23"),
                slots: vec![slot()],
            }],
        },
    );
}

#[test]
fn case_visit() {
    assert_wire(
        "case_visit",
        &CaseVisit {
            counter: text("hall"),
            name: text("办事大厅"),
            address: text("演示路1号"),
            at: text("2026-11-23T09:30:00+08:00"),
            number: text("Y003"),
        },
    );
}

#[test]
fn ops_visits() {
    assert_wire(
        "ops_visits",
        &OpsVisits {
            day: text("2026-11-23"),
            items: vec![OpsVisit {
                at: text("2026-11-23T09:30:00+08:00"),
                number: text("Y003"),
                counter: text("hall"),
                region: text("321000"),
                case: text(NUMBER),
                title: text("失业一件事"),
                service: text("benefit"),
                name: text("失业保险金申领"),
            }],
            next_cursor: Some(text("2026-11-23T09:30:00+08:00~hall~321000~Y003")),
        },
    );
}
