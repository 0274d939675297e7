//! What an edit must mean for someone who has given everything.
//! Said from the edit itself, not by comparing two versions.

use catalog::Value;
use catalog::application::{Application, Supplied};
use catalog::migration::ItemKind;
use catalog::scenario::Scenario;

use super::Edit;

/// What must become of what was given.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Fate {
    Kept,
    AskedAgain(ItemKind, String),
    Gone(ItemKind, String),
}

impl Edit {
    /// What the edit means for what was given.
    pub(crate) fn fates(&self, old: &Scenario, given: &Application) -> Vec<Fate> {
        match self {
            Self::RelabelColumn(group, column) => in_rows(given, group, column)
                .map(|path| Fate::AskedAgain(ItemKind::Field, path))
                .collect(),
            Self::DropColumn(group, column) => in_rows(given, group, column)
                .map(|path| Fate::Gone(ItemKind::Field, path))
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
            Self::Reask(_) => again(ItemKind::Question, answer.is_some()),
            Self::Relabel(_, option) | Self::WithoutOption(_, option) => again(
                ItemKind::Question,
                answer.is_some_and(|it| chose(it, option)),
            ),
            Self::Narrow(_, most) => {
                let number = answer.and_then(Value::number);
                again(
                    ItemKind::Question,
                    number.is_some_and(|number| number > *most),
                )
            }
            Self::OtherUnit(_) | Self::OtherKind(_) => {
                again(ItemKind::Question, answer.is_some() && !unsure)
            }
            Self::WithoutUnsure(_) => again(ItemKind::Question, unsure),
            Self::DropQuestion(_) => gone(ItemKind::Question, answer.is_some()),
            Self::RelabelField(_) | Self::OtherFieldKind(_) => {
                again(ItemKind::Field, field.is_some())
            }
            Self::RelabelFieldOption(_, option) => {
                again(ItemKind::Field, field.is_some_and(|it| chose(it, option)))
            }
            Self::Shorten(_, most) => {
                let length = field.and_then(Value::text).map(|text| text.chars().count());
                let most = usize::from(*most);
                again(ItemKind::Field, length.is_some_and(|length| length > most))
            }
            Self::DropField(_) => gone(ItemKind::Field, field.is_some()),
            Self::CloseWay(_, way) => again(
                ItemKind::Material,
                supplied.is_some_and(|it| it.way() == *way),
            ),
            Self::RelabelPage(_, page) => {
                let shown = matches!(supplied, Some(Supplied::Attached(all)) if all.iter().any(|it| it.page == *page));
                again(ItemKind::Material, shown)
            }
            Self::Sooner(_) => again(ItemKind::Material, supplied == Some(&Supplied::Later)),
            Self::DropMaterial(_) => gone(ItemKind::Material, supplied.is_some()),
            Self::OtherPeople(_) => again(ItemKind::Group, !given.answers.rows(&thing).is_empty()),
            Self::DropGroup(_) => gone(ItemKind::Group, !given.answers.rows(&thing).is_empty()),
            Self::RelabelColumn(..) | Self::DropColumn(..) => Fate::Kept,
            Self::Reclause(_) => again(ItemKind::Agreement, given.agreed.contains(&thing)),
            Self::DropCommitment(_) => gone(ItemKind::Agreement, given.agreed.contains(&thing)),
            Self::RenameService(_) => {
                again(ItemKind::Service, given.answers.declined.contains(&thing))
            }
            Self::DropService(_) => {
                assert!(old.service(&thing).is_some());
                gone(ItemKind::Service, given.answers.declined.contains(&thing))
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
