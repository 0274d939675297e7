//! Vectors of the published tables (annexes 1–4 of the 办法) and of agencies, and what must hold
//! for everybody.

use super::Group::*;
use super::*;
use crate::day::parse_iso;
use proptest::prelude::*;

fn month(text: &str) -> YearMonth {
    YearMonth::parse(text).unwrap()
}

/// Birth, group, age in years and months, month of retirement, delay, minimum contribution.
type Vector = (&'static str, Group, (u32, u32), &'static str, u32, u32);

const GOLDEN: [Vector; 27] = [
    ("1964-12", Men60, (60, 0), "2024-12", 0, 180),
    ("1965-01", Men60, (60, 1), "2025-02", 1, 180),
    ("1965-04", Men60, (60, 1), "2025-05", 1, 180),
    ("1965-05", Men60, (60, 2), "2025-07", 2, 180),
    // An official example: 天津市人力资源和社会保障局, January 2025.
    ("1965-08", Men60, (60, 2), "2025-10", 2, 180),
    ("1965-12", Men60, (60, 3), "2026-03", 3, 180),
    ("1967-05", Men60, (60, 8), "2028-01", 8, 180),
    ("1970-01", Men60, (61, 4), "2031-05", 16, 192),
    ("1983-02", Men60, (63, 0), "2046-02", 36, 240),
    ("1986-01", Men60, (63, 0), "2049-01", 36, 240),
    ("1995-12", Men60, (63, 0), "2058-12", 36, 240),
    ("2000-12", Men60, (63, 0), "2063-12", 36, 240),
    ("1963-04", Women55, (55, 0), "2018-04", 0, 180),
    ("1969-12", Women55, (55, 0), "2024-12", 0, 180),
    ("1970-01", Women55, (55, 1), "2025-02", 1, 180),
    ("1971-04", Women55, (55, 4), "2026-08", 4, 180),
    ("1974-10", Women55, (56, 3), "2031-01", 15, 192),
    ("2000-12", Women55, (58, 0), "2058-12", 36, 240),
    ("1974-12", Women50, (50, 0), "2024-12", 0, 180),
    ("1975-01", Women50, (50, 1), "2025-02", 1, 180),
    ("1975-02", Women50, (50, 1), "2025-03", 1, 180),
    ("1975-03", Women50, (50, 2), "2025-05", 2, 180),
    ("1980-01", Women50, (52, 7), "2032-08", 31, 198),
    ("1995-12", Women50, (55, 0), "2050-12", 60, 240),
    // The last who are delayed by less than the whole, and the first who are not.
    ("1976-08", Men60, (62, 11), "2039-07", 35, 240),
    ("1976-09", Men60, (63, 0), "2039-09", 36, 240),
    ("1984-11", Women50, (55, 0), "2039-11", 60, 240),
];

#[test]
fn statutory_ages_are_those_of_the_published_tables() {
    for (birth, group, (years, months), retirement, delay, contribution) in GOLDEN {
        let statutory = statutory(month(birth), group);
        let expected = Statutory {
            age_months: years * 12 + months,
            delay_months: delay,
            month: month(retirement),
        };
        assert_eq!(statutory, expected, "{birth} {group:?}");
        assert_eq!(
            statutory.minimum_contribution_months(),
            contribution,
            "{birth} {group:?}"
        );
    }
}

#[test]
fn the_minimum_contribution_grows_by_half_a_year_from_2030_to_2039() {
    let table = [180, 186, 192, 198, 204, 210, 216, 222, 228, 234, 240, 240];
    for (year, months) in (2029..).zip(table) {
        assert_eq!(minimum_contribution_months(year), months, "{year}");
    }
    assert_eq!(minimum_contribution_months(i32::MIN), 180);
    assert_eq!(minimum_contribution_months(i32::MAX), 240);
}

#[test]
fn the_age_is_reached_on_the_birthday_or_at_the_end_of_a_shorter_month() {
    for (birth, group, day) in [
        ("1967-05-12", Men60, "2028-01-12"),
        ("1965-12-31", Men60, "2026-03-31"),
        ("1970-12-31", Women55, "2026-03-31"),
        ("1965-03-31", Men60, "2025-04-30"),
        ("1979-02-28", Men60, "2042-02-28"),
    ] {
        let birth = parse_iso(birth).unwrap();
        let on = statutory(birth, group).on_day(birth);
        assert_eq!(Some(on), parse_iso(day), "{birth}");
    }
}

#[test]
fn flexible_retirement_never_begins_before_the_former_age() {
    for (birth, group, earliest, latest) in [
        ("1964-12", Men60, "2024-12", "2027-12"),
        ("1967-05", Men60, "2027-05", "2031-01"),
        ("1983-02", Men60, "2043-02", "2049-02"),
        ("1980-01", Women50, "2030-01", "2035-08"),
        ("1995-12", Women50, "2047-12", "2053-12"),
    ] {
        let statutory = statutory(month(birth), group);
        assert_eq!(statutory.earliest_flexible(), month(earliest), "{birth}");
        assert_eq!(statutory.latest_flexible(), month(latest), "{birth}");
    }
}

#[test]
fn months_until_retirement_are_counted_by_the_calendar() {
    let statutory = statutory(month("1965-08"), Men60);
    for (today, months) in [("2025-01-06", 9), ("2025-10-31", 0), ("2025-11-01", -1)] {
        assert_eq!(
            statutory.months_until(parse_iso(today).unwrap()),
            months,
            "{today}"
        );
    }
}

proptest! {
    #[test]
    fn who_is_born_later_never_retires_earlier_and_nobody_beyond_the_last_age(
        year in 1900i32..2150, m in 1u32..=12,
        group in prop::sample::select(vec![Men60, Women55, Women50]),
    ) {
        let birth = YearMonth::new(year, m).unwrap();
        let this = statutory(birth, group);
        let next = statutory(birth.add_months(1), group);
        prop_assert!(this.month < next.month);
        prop_assert!(this.delay_months <= next.delay_months);
        prop_assert!(next.delay_months <= this.delay_months + 1);
        prop_assert!(this.delay_months <= group.longest_delay_months().unsigned_abs());
        prop_assert_eq!(this.month.months_since(birth), this.age_months.cast_signed());
        prop_assert!(this.earliest_flexible() <= this.month);
        prop_assert!(this.earliest_flexible() >= birth.add_months(group.former_age_months()));
        prop_assert!(this.month.months_since(this.earliest_flexible()) <= 36);
    }
}
