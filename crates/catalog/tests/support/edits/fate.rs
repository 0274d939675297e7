//! What an edit must mean for someone who has given everything.
//! Said from the edit itself, not by comparing two versions.

use catalog::Value;
use catalog::application::{Application, Supplied};
use catalog::changes::What;
use catalog::scenario::Scenario;

use super::Edit;

/// What must become of what was given.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Fate {
    Kept,
    AskedAgain(What, String),
    Gone(What, String),
}

impl Edit {
    /// What the edit means for what was given.
    pub(crate) fn fates(&self, old: &Scenario, given: &Application) -> Vec<Fate> {
        match self {
            Self::RelabelColumn(group, column) => in_rows(given, group, column)
                .map(|path| Fate::AskedAgain(What::Field, path))
                .collect(),
            Self::DropColumn(group, column) => in_rows(given, group, column)
                .map(|path| Fate::Gone(What::Field, path))
                .collect(),
            _ => vec![self.fate(old, given)],
        }
    }

    fn fate(&self, old: &Scenario, given: &Application) -> Fate {
        let (_, thing) = self.thing();
        let answer = given.answers.get(&thing);
        let field = given.fields.get(&thing);
        let supplied = given.materials.get(&thing);
        let unsure = answer == Some(&Value::Unsure);
        let again = |what, when: bool| match when {
            true => Fate::AskedAgain(what, thing.clone()),
            false => Fate::Kept,
        };
        let gone = |what, when: bool| match when {
            true => Fate::Gone(what, thing.clone()),
            false => Fate::Kept,
        };
        match self {
            Self::ExplainQuestion(_)
            | Self::ExplainField(_)
            | Self::NewOption(_)
            | Self::NewPage(_)
            | Self::NewQuestion
            | Self::OtherOrder => Fate::Kept,
            Self::Reask(_) => again(What::Question, answer.is_some()),
            Self::Relabel(_, option) | Self::WithoutOption(_, option) => {
                again(What::Question, answer.is_some_and(|it| chose(it, option)))
            }
            Self::Narrow(_, most) => {
                let number = answer.and_then(Value::number);
                again(What::Question, number.is_some_and(|number| number > *most))
            }
            Self::OtherUnit(_) | Self::OtherKind(_) => {
                again(What::Question, answer.is_some() && !unsure)
            }
            Self::WithoutUnsure(_) => again(What::Question, unsure),
            Self::DropQuestion(_) => gone(What::Question, answer.is_some()),
            Self::RelabelField(_) | Self::OtherFieldKind(_) => again(What::Field, field.is_some()),
            Self::RelabelFieldOption(_, option) => {
                again(What::Field, field.is_some_and(|it| chose(it, option)))
            }
            Self::Shorten(_, most) => {
                let length = field.and_then(Value::text).map(|text| text.chars().count());
                let most = usize::from(*most);
                again(What::Field, length.is_some_and(|length| length > most))
            }
            Self::DropField(_) => gone(What::Field, field.is_some()),
            Self::CloseWay(_, way) => {
                again(What::Material, supplied.is_some_and(|it| it.way() == *way))
            }
            Self::RelabelPage(_, page) => {
                let shown = matches!(supplied, Some(Supplied::Attached(all)) if all.iter().any(|it| it.page == *page));
                again(What::Material, shown)
            }
            Self::Sooner(_) => again(What::Material, supplied == Some(&Supplied::Later)),
            Self::DropMaterial(_) => gone(What::Material, supplied.is_some()),
            Self::OtherPeople(_) => again(What::Group, !given.answers.rows(&thing).is_empty()),
            Self::DropGroup(_) => gone(What::Group, !given.answers.rows(&thing).is_empty()),
            Self::RelabelColumn(..) | Self::DropColumn(..) => Fate::Kept,
            Self::Reclause(_) => again(What::Agreement, given.agreed.contains(&thing)),
            Self::DropCommitment(_) => gone(What::Agreement, given.agreed.contains(&thing)),
            Self::RenameService(_) => again(What::Service, given.answers.declined.contains(&thing)),
            Self::DropService(_) => {
                assert!(old.service(&thing).is_some());
                gone(What::Service, given.answers.declined.contains(&thing))
            }
        }
    }
}

/// Where the rows hold a value in this column.
fn in_rows<'a>(
    given: &'a Application,
    group: &'a str,
    column: &'a str,
) -> impl Iterator<Item = String> + 'a {
    let rows = given.answers.rows(group).iter();
    rows.filter(move |row| row.values.contains_key(column))
        .map(move |row| format!("{group}/{}/{column}", row.key))
}

fn chose(value: &Value, option: &str) -> bool {
    match value {
        Value::Text(id) => id == option,
        Value::Several(ids) => ids.iter().any(|id| id == option),
        _ => false,
    }
}
