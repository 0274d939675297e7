//! The annexes of the 办法, row by row as published: the formula has to give every one of them, for every
//! birth month, and nothing else before the first row and after the last.

use super::Group::*;
use super::*;

/// Birth from and to, age in years and months, retirement of the first and the last, delay.
struct Row {
    born: (YearMonth, YearMonth),
    age_months: u32,
    retires: (YearMonth, YearMonth),
    delay_months: u32,
}

fn month(text: &str) -> YearMonth {
    YearMonth::parse(text).unwrap()
}

fn rows(table: &str) -> Vec<Row> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split(' ').collect();
            let [from, to, years, months, first, last, delay] = cells[..] else {
                panic!("{line:?} has not seven cells");
            };
            let number = |text: &str| text.parse::<u32>().unwrap();
            Row {
                born: (month(from), month(to)),
                age_months: number(years) * 12 + number(months),
                retires: (month(first), month(last)),
                delay_months: number(delay),
            }
        })
        .collect()
}

fn annexes() -> [(Group, Vec<Row>); 3] {
    [
        (
            Men60,
            rows(include_str!("../../tests/golden/retirement-men60.txt")),
        ),
        (
            Women55,
            rows(include_str!("../../tests/golden/retirement-women55.txt")),
        ),
        (
            Women50,
            rows(include_str!("../../tests/golden/retirement-women50.txt")),
        ),
    ]
}

#[test]
fn the_annexes_run_without_a_gap_from_the_first_affected_birth_month_to_the_last() {
    for ((group, rows), (count, first, full, end)) in annexes().into_iter().zip([
        (36, "1965-01", "1976-09", "1976-12"),
        (36, "1970-01", "1981-09", "1981-12"),
        (60, "1975-01", "1984-11", "1984-12"),
    ]) {
        assert_eq!(rows.len(), count, "{group:?}");
        assert_eq!(rows[0].born.0, month(first));
        assert_eq!(rows[count - 1].born, (month(full), month(end)));
        for pair in rows.windows(2) {
            assert_eq!(pair[0].born.1.add_months(1), pair[1].born.0, "{group:?}");
        }
    }
}

#[test]
fn every_row_of_the_annexes_is_reproduced() {
    for (group, rows) in annexes() {
        for row in rows {
            let (from, to) = row.born;
            assert_eq!(statutory(from, group).month, row.retires.0, "{from:?}");
            assert_eq!(statutory(to, group).month, row.retires.1, "{to:?}");
            let births = (0..).map(|n| from.add_months(n));
            for birth in births.take_while(|birth| *birth <= to) {
                let found = statutory(birth, group);
                assert_eq!(found.age_months, row.age_months, "{birth:?} {group:?}");
                assert_eq!(found.delay_months, row.delay_months, "{birth:?} {group:?}");
            }
        }
    }
}

#[test]
fn every_birth_month_from_december_1964_to_december_1990_follows_the_decision() {
    let (begin, end) = (month("1964-12"), month("1990-12"));
    let births: Vec<_> = (0..)
        .map(|n| begin.add_months(n))
        .take_while(|birth| *birth <= end)
        .collect();
    assert_eq!(births.len(), 26 * 12 + 1);
    for (group, rows) in annexes() {
        for birth in &births {
            let (former, raised) = match group {
                Men60 => (60 * 12, 63 * 12),
                Women55 => (55 * 12, 58 * 12),
                Women50 => (50 * 12, 55 * 12),
            };
            let row = rows
                .iter()
                .find(|row| row.born.0 <= *birth && *birth <= row.born.1);
            let age = match row {
                Some(row) => row.age_months,
                None if *birth < rows[0].born.0 => former,
                None => raised,
            };
            let found = Retirement::of(*birth, group);
            let expected = Retirement {
                original_month: birth.add_months(former.cast_signed()),
                month: birth.add_months(age.cast_signed()),
                age_months: age,
                delay_months: age - former,
                earliest_month: birth.add_months((age - 36).max(former).cast_signed()),
                latest_month: birth.add_months((age + 36).cast_signed()),
            };
            assert_eq!(found, expected, "{birth:?} {group:?}");
        }
    }
}
