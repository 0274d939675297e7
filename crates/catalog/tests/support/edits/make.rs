//! Makes an edit in a scenario, as an agency would in its file.
//! Only the thing that the edit names is touched.

use catalog::LocalizedText;
use catalog::scenario::{Choice, Kind, LimitUnit, Material, Question, Scenario, TimeLimit};

use super::Edit;

impl Edit {
    pub(super) fn make(&self, new: &mut Scenario) {
        let (_, thing) = self.thing();
        if let Some(question) = new.questions.iter_mut().find(|it| it.id == thing) {
            self.make_in_question(question);
        }
        if let Some(material) = new.materials.iter_mut().find(|it| it.id == thing) {
            self.make_in_material(material);
        }
        if let Some(field) = new.fields.iter_mut().find(|it| it.id == thing) {
            match self {
                Self::RelabelField(_) => field.label = other(&field.label),
                Self::ExplainField(_) => field.hint = Some("按证件填写".into()),
                Self::RelabelFieldOption(_, option) => relabel(&mut field.kind, option),
                Self::OtherFieldKind(_) => field.kind = other_kind(&field.kind),
                Self::Shorten(_, most) => field.kind = Kind::Text(*most),
                _ => {}
            }
        }
        match self {
            Self::DropQuestion(_) => new.questions.retain(|it| it.id != thing),
            Self::DropField(_) => new.fields.retain(|it| it.id != thing),
            Self::DropMaterial(_) => new.materials.retain(|it| it.id != thing),
            Self::DropCommitment(_) => new.commitments.retain(|it| it.id != thing),
            Self::DropService(_) => new.services.retain(|it| it.id != thing),
            Self::Reclause(_) => {
                for commitment in new.commitments.iter_mut().filter(|it| it.id == thing) {
                    commitment.clauses[0] = other(&commitment.clauses[0]);
                }
            }
            Self::RenameService(_) => {
                for service in new.services.iter_mut().filter(|it| it.id == thing) {
                    service.name = other(&service.name);
                }
            }
            Self::DropGroup(_) => new.groups.retain(|it| it.id != thing),
            Self::OtherPeople(_) => {
                for group in new.groups.iter_mut().filter(|it| it.id == thing) {
                    group.one = other(&group.one);
                }
            }
            Self::DropColumn(_, column) => {
                for group in new.groups.iter_mut().filter(|it| it.id == thing) {
                    group.columns.retain(|it| it.id != *column);
                }
            }
            Self::RelabelColumn(_, column) => {
                for field in new.fields.iter_mut().filter(|it| it.id == *column) {
                    field.label = other(&field.label);
                }
            }
            Self::NewQuestion => {
                let mut question = new.questions.first().expect("there are questions").clone();
                question.id = "brand_new".to_owned();
                new.questions.insert(0, question);
            }
            Self::OtherOrder => {
                new.questions.reverse();
                new.fields.reverse();
                new.materials.reverse();
                new.commitments.reverse();
            }
            _ => {}
        }
    }

    fn make_in_question(&self, question: &mut Question) {
        match self {
            Self::Reask(_) => question.ask = other(&question.ask),
            Self::ExplainQuestion(_) => {
                question.hint = Some("看看合同".into());
                question.why = other(&question.why);
            }
            Self::Relabel(_, option) => relabel(&mut question.kind, option),
            Self::WithoutOption(_, option) => {
                choices(&mut question.kind).retain(|choice| choice.id != *option);
            }
            Self::NewOption(_) => choices(&mut question.kind).push(Choice {
                id: "brand_new".to_owned(),
                label: "新的一种".into(),
                also: Vec::new(),
                hint: None,
                none: false,
            }),
            Self::Narrow(_, most) => match &mut question.kind {
                Kind::Number(bounds) => bounds.max = *most,
                Kind::YearsMonths(bounds) => bounds.max = *most,
                _ => {}
            },
            Self::OtherUnit(_) => {
                if let Kind::Number(bounds) = &mut question.kind {
                    bounds.unit = "年".into();
                }
            }
            Self::OtherKind(_) => question.kind = other_kind(&question.kind),
            Self::WithoutUnsure(_) => question.unsure = None,
            _ => {}
        }
    }

    fn make_in_material(&self, material: &mut Material) {
        match self {
            Self::CloseWay(_, way) => material.supply.retain(|it| it != way),
            Self::RelabelPage(_, page) => {
                for page in material.pages.iter_mut().filter(|it| it.id == *page) {
                    page.label = other(&page.label);
                }
            }
            Self::NewPage(_) => {
                let mut page = material.pages[0].clone();
                page.id = "brand_new".to_owned();
                material.pages.push(page);
            }
            Self::Sooner(_) => {
                material.later_within = Some(TimeLimit {
                    amount: 1,
                    unit: LimitUnit::CalendarDays,
                });
            }
            _ => {}
        }
    }
}

fn other(text: &LocalizedText) -> LocalizedText {
    LocalizedText::Simplified(format!("{}（新）", text.zh()))
}

fn other_kind(kind: &Kind) -> Kind {
    match kind {
        Kind::YesNo => Kind::Text(60),
        _ => Kind::YesNo,
    }
}

fn choices(kind: &mut Kind) -> &mut Vec<Choice> {
    match kind {
        Kind::Choice(choices) | Kind::Several(choices) => choices,
        other => panic!("{other:?} has no options"),
    }
}

fn relabel(kind: &mut Kind, option: &str) {
    for choice in choices(kind).iter_mut().filter(|it| it.id == option) {
        choice.label = other(&choice.label);
    }
}
