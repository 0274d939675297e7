//! The rows that a table gives, and everything that is to be said about them, before any is added.

use std::collections::BTreeMap;

use civic::day::Day;
use spreadsheet::Table;

use super::cell::cell;
use super::columns::Columns;
use super::damage::Trouble;
use crate::Value;
use crate::field_check::identity;
use crate::scenario::{Field, FieldId};

/// What a table says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Taken {
    pub rows: Vec<BTreeMap<FieldId, Value>>,
    pub found: Vec<Found>,
}

/// A cell that something is to be said about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// As the spreadsheet counts it, from 1.
    pub line: usize,
    pub column: FieldId,
    pub trouble: Trouble,
    /// As it was written.
    pub raw: String,
}

/// Reads the lines below the heading.
pub fn take(table: &Table, columns: &Columns, fields: &[&Field], today: Day) -> Taken {
    let mut taken = Taken::default();
    // A few hundred at most: a list is as fast as a set, and less to download.
    let mut seen: Vec<(&FieldId, String)> = Vec::new();
    let field = |id: &FieldId| fields.iter().find(|field| field.id == *id).copied();
    let places: Vec<Option<&Field>> = columns
        .fields
        .iter()
        .map(|id| id.as_ref().and_then(field))
        .collect();
    for line in table
        .lines
        .iter()
        .skip(columns.heading.map_or(0, |at| at + 1))
    {
        let mut row = BTreeMap::new();
        let mut found = Vec::new();
        for (field, raw) in places.iter().zip(&line.cells) {
            let Some(field) = field else { continue };
            let reading = cell(&field.kind, raw, today);
            let number = reading
                .value
                .as_ref()
                .and_then(|value| identity(&field.kind, value, today))
                .map(|number| (&field.id, number));
            let is_repeated = number.as_ref().is_some_and(|number| seen.contains(number));
            seen.extend(number);
            let repeated = is_repeated.then_some(Trouble::Repeated);
            found.extend(
                reading
                    .trouble
                    .into_iter()
                    .chain(repeated)
                    .map(|trouble| Found {
                        line: line.number,
                        column: field.id.clone(),
                        trouble,
                        raw: raw.text.clone(),
                    }),
            );
            if let Some(value) = reading.value {
                row.insert(field.id.clone(), value);
            }
        }
        // A row of which nothing was read but destroyed numbers is a row all the same.
        if !row.is_empty() || !found.is_empty() {
            taken.rows.push(row);
            taken.found.append(&mut found);
        }
    }
    taken
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::columns::recognise;
    use super::*;
    use crate::scenario::{Bounds, Choice, DateBounds, Kind};
    use proptest::prelude::*;
    use spreadsheet::delimited;

    fn field(id: &str, label: &str, headings: &[&str], kind: Kind) -> Field {
        Field {
            same_as: None,
            given_by: None,
            list: None,
            names: Vec::new(),
            not_before: None,
            within: None,
            id: id.into(),
            section: "员工".into(),
            label: label.into(),
            headings: headings.iter().map(|name| (*name).to_owned()).collect(),
            kind,
            hint: None,
            record: None,
            answer: None,
            locked: false,
            sensitive: false,
            sources: Vec::new(),
        }
    }

    pub(in super::super) fn columns() -> Vec<Field> {
        let contract = |id: &str, label: &str| Choice {
            id: id.into(),
            label: label.into(),
            also: Vec::new(),
            hint: None,
            none: false,
        };
        let wage = Bounds {
            min: 0,
            max: 1_000_000,
            unit: "元".into(),
        };
        vec![
            field("name", "姓名", &[], Kind::PersonName),
            field(
                "id_number",
                "身份证件号码",
                &["身份证号码", "身份证号"],
                Kind::CitizenId,
            ),
            field(
                "hired_on",
                "入职日期",
                &["入职时间"],
                Kind::Date(DateBounds::default()),
            ),
            field("wage", "月工资", &[], Kind::Money(wage)),
            field(
                "contract",
                "合同类型",
                &[],
                Kind::Choice(vec![
                    contract("fixed", "固定期限"),
                    contract("open", "无固定期限"),
                ]),
            ),
        ]
    }

    pub(in super::super) fn recognised(text: &str) -> Columns {
        let fields = columns();
        recognise(&delimited::read(text), &fields.iter().collect::<Vec<_>>())
    }

    fn taken(text: &str) -> Taken {
        let fields = columns();
        let fields: Vec<&Field> = fields.iter().collect();
        let table = delimited::read(text);
        let today = Day::from_ymd_opt(2026, 11, 29).unwrap();
        take(&table, &recognise(&table, &fields), &fields, today)
    }

    fn said(taken: &Taken) -> Vec<(usize, &str, Trouble, &str)> {
        let found = taken.found.iter();
        found
            .map(|it| (it.line, &*it.column, it.trouble, &*it.raw))
            .collect()
    }

    #[test]
    fn what_is_copied_from_a_spreadsheet_becomes_rows() {
        let taken = taken(
            "入职日期\t*姓名（必填）\t月工资（元）\n\
             2026/11/2\t陈一\t6,500.50\n\
             2026年11月3日\t林二\t￥7000\n",
        );
        assert_eq!(taken.rows.len(), 2);
        assert_eq!(taken.rows[0]["name"], Value::from("陈一"));
        assert_eq!(taken.rows[0]["hired_on"], Value::from("2026-11-02"));
        assert_eq!(taken.rows[0]["wage"], Value::Number(650_050));
        assert_eq!(taken.rows[1]["hired_on"], Value::from("2026-11-03"));
        assert_eq!(taken.rows[1]["wage"], Value::Number(700_000));
        assert!(taken.found.is_empty());
    }

    #[test]
    fn every_bad_cell_is_named_and_kept() {
        let taken = taken(
            "姓名,入职日期,合同类型,部门\r\n\
             陈一,上周一,固定期限,车间\r\n\
             \r\n\
             \"林,二\",2026-11-03,临时,车间\r\n",
        );
        assert_eq!(taken.rows[0]["hired_on"], Value::from("上周一"));
        assert_eq!(taken.rows[1]["name"], Value::from("林,二"));
        assert_eq!(taken.rows[1]["contract"], Value::from("临时"));
        assert_eq!(
            said(&taken),
            [
                (2, "hired_on", Trouble::Unread, "上周一"),
                (4, "contract", Trouble::Unread, "临时")
            ]
        );
    }

    #[test]
    fn a_destroyed_number_is_said_and_not_taken() {
        let taken = taken("姓名\t身份证号\n陈一\t3.2E+17\n林二\t320000198605040000\n");
        assert_eq!(taken.rows.len(), 2);
        assert!(taken.rows.iter().all(|row| !row.contains_key("id_number")));
        assert_eq!(
            said(&taken),
            [
                (2, "id_number", Trouble::Shortened, "3.2E+17"),
                (3, "id_number", Trouble::Zeroed, "320000198605040000")
            ]
        );
    }

    #[test]
    fn the_same_person_twice_is_said() {
        let id = civic::CitizenId::generate(320_000, Day::from_ymd_opt(1990, 1, 1).unwrap(), 17)
            .unwrap();
        let text = [
            "姓名\t身份证号\n陈一\t",
            id.as_str(),
            "\n陈一\t ",
            id.as_str(),
            "\n",
        ]
        .concat();
        let taken = taken(&text);
        assert_eq!(
            said(&taken),
            [(3, "id_number", Trouble::Repeated, id.as_str())]
        );
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "(姓名|入职日期)?[,\t;\"\r\n]?\\PC{0,200}[\"\r\n,]{0,9}\\PC{0,40}") {
            let _ = taken(&text);
        }
    }
}
