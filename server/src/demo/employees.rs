//! The people whom the demonstration's employer has hired, as registers know them; their texts are in
//! `demo/employees.json`. Their numbers have a province's code where a county's belongs, as those of the other people.

use catalog::Value;
use catalog::context::Records;
use serde::Deserialize;

use crate::registers::register::Named;

const EMPLOYEES: &str = include_str!("../../demo/employees.json");

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DemoEmployees {
    employees: Vec<Employee>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Employee {
    name: String,
    number: String,
    birth_date: String,
    /// The employer with whom a contract is filed, by its credit code.
    contract_with: Option<String>,
    pension_drawn: bool,
    registered_elsewhere: bool,
}

impl DemoEmployees {
    /// # Errors
    /// Where the data file is damaged.
    pub(crate) fn read() -> Result<Self, serde_json::Error> {
        serde_json::from_str(EMPLOYEES)
    }

    /// Nothing of who is not known; of who is known under another name, only that.
    pub(crate) fn records(&self, employer: Option<&str>, named: &Named) -> Records {
        let mut employees = self.employees.iter();
        let Some(found) = employees.find(|one| one.number == named.number) else {
            return Records::new();
        };
        let record = |key: &str, value: Value| (["employee.", key].concat(), value);
        let agrees = found.name == named.name;
        let mut records = Records::from([record("identity_agrees", Value::Flag(agrees))]);
        if agrees {
            let filed = employer.is_some() && found.contract_with.as_deref() == employer;
            records.extend([
                record("birth_date", Value::from(&*found.birth_date)),
                record("contract_filed", Value::Flag(filed)),
                record("pension_drawn", Value::Flag(found.pension_drawn)),
                record(
                    "registered_elsewhere",
                    Value::Flag(found.registered_elsewhere),
                ),
            ]);
        }
        records
    }
}

#[cfg(test)]
mod tests {
    use civic::citizen_id::CitizenId;
    use civic::day;

    use super::*;

    #[test]
    fn every_number_is_one_and_was_never_given_to_anyone() {
        let today = day::parse_iso("2026-11-21").unwrap();
        for one in DemoEmployees::read().unwrap().employees {
            let number = CitizenId::parse(&one.number, today).unwrap();
            assert_eq!(day::iso(number.birth()), one.birth_date);
            assert_eq!(&one.number[2..6], "0000");
        }
    }

    #[test]
    fn a_number_under_another_name_tells_nothing_more() {
        let employees = DemoEmployees::read().unwrap();
        let first = employees.employees[0].clone();
        let named = |name: &str| Named {
            name: name.to_owned(),
            number: first.number.clone(),
        };
        let employer = first.contract_with.as_deref();
        let known = employees.records(employer, &named(&first.name));
        assert_eq!(known["employee.contract_filed"], Value::Flag(true));
        let wrong = employees.records(employer, &named("别人"));
        assert_eq!(wrong.len(), 1);
        assert_eq!(wrong["employee.identity_agrees"], Value::Flag(false));
        // A contract with somebody else is none with this employer.
        let other = employees.records(Some("other"), &named(&first.name));
        assert_eq!(other["employee.contract_filed"], Value::Flag(false));
    }
}
