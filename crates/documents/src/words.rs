//! The words of all documents: `templates/words.toml`.

use std::sync::OnceLock;

use chrono::Datelike;
use civic::Day;
use serde::Deserialize;

use crate::values::Moment;

const SOURCE: &str = include_str!("../templates/words.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    day: String,
    moment: String,
    blank_day: String,
    pub(crate) blank: String,
    page: String,
    ordered: String,
    pub(crate) unordered: String,
    pub(crate) signature: String,
    result: String,
    found: String,
    seal: String,
    pub(crate) seal_place: String,
    code: String,
    missing: String,
}

/// The file is part of the crate and read by a test: it cannot fail elsewhere.
pub(crate) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| toml::from_str(SOURCE).expect("templates/words.toml is read by a test"))
}

impl Words {
    pub(crate) fn day(&self, day: Day) -> String {
        filled(&self.day, &day_parts(day))
    }

    pub(crate) fn moment(&self, moment: Moment) -> String {
        let [year, month, day] = day_parts(moment.day);
        let hour = ("{hour}", moment.hour.to_string());
        let minute = ("{minute}", format!("{:02}", moment.minute));
        filled(&self.moment, &[year, month, day, hour, minute])
    }

    /// The template of a day that is not known.
    pub(crate) fn blank_day(&self) -> &str {
        &self.blank_day
    }

    pub(crate) fn page(&self, page: usize, pages: usize) -> String {
        filled(
            &self.page,
            &[("{page}", page.to_string()), ("{pages}", pages.to_string())],
        )
    }

    pub(crate) fn ordered(&self, number: usize) -> String {
        filled(&self.ordered, &[("{number}", number.to_string())])
    }

    pub(crate) fn found(&self, text: &str, register: &str) -> String {
        let values = [
            ("{text}", text.to_owned()),
            ("{register}", register.to_owned()),
        ];
        filled(&self.found, &values)
    }

    pub(crate) fn result(&self, service: &str) -> String {
        filled(&self.result, &[("{service}", service.to_owned())])
    }

    pub(crate) fn seal(&self, office: &str, mark: &str) -> String {
        filled(
            &self.seal,
            &[("{office}", office.to_owned()), ("{mark}", mark.to_owned())],
        )
    }

    pub(crate) fn code(&self, link: &str) -> String {
        filled(&self.code, &[("{link}", link.to_owned())])
    }

    pub(crate) fn missing(&self, codes: String, count: usize) -> String {
        filled(
            &self.missing,
            &[("{codes}", codes), ("{count}", count.to_string())],
        )
    }
}

fn day_parts(day: Day) -> [(&'static str, String); 3] {
    [
        ("{year}", day.year().to_string()),
        ("{month}", day.month().to_string()),
        ("{day}", day.day().to_string()),
    ]
}

fn filled(words: &str, values: &[(&str, String)]) -> String {
    values
        .iter()
        .fold(words.to_owned(), |words, (name, value)| {
            words.replace(name, value)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_pages_are_written_as_in_official_letters() {
        let day = Day::from_ymd_opt(2026, 3, 9).unwrap();
        assert_eq!(words().day(day), "2026年3月9日");
        let moment = Moment {
            day,
            hour: 9,
            minute: 5,
        };
        assert_eq!(words().moment(moment), "2026年3月9日 9时05分");
        assert_eq!(words().page(1, 2), "第 1 页　共 2 页");
    }
}
