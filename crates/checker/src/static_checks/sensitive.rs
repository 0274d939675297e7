//! Sensitive personal data (个人信息保护法第二十八条) for which no separate consent is asked: it is not marked so.
//! What it is can be seen by its kind, its check, or the words it is called by.

use catalog::scenario::{Field, Group, Kind, Material, Scenario};

use crate::report::{Fault, FaultKind, Severity};

/// Documents that show a face, by their names.
const WITH_A_FACE: [&str; 6] = ["身份证", "护照", "通行证", "居留", "工作许可", "社会保障卡"];
/// What tells of somebody's health.
const OF_HEALTH: [&str; 8] = [
    "病历",
    "病情",
    "诊断",
    "残疾",
    "劳动能力",
    "工伤认定",
    "死亡证明",
    "事故经过",
];

/// It shows both faces, whatever the material is called for which it may be brought.
const OF_A_MARRIAGE: &str = "结婚证";
/// What children are called.
const CHILDREN: [&str; 3] = ["子女", "孩子", "儿童"];

pub(super) fn faults(scenario: &Scenario) -> Vec<Fault> {
    let fields = scenario.fields.iter().filter(|field| !field.sensitive);
    let fields = fields.filter_map(|field| Some(("field", &field.id, of_field(field)?)));
    let materials = scenario.materials.iter().filter(|one| !one.sensitive);
    let materials = materials.filter_map(|one| Some(("material", &one.id, of_material(one)?)));
    let told = |(what, id, why): (&str, &String, &str)| {
        let message = format!("{what} {id} is sensitive ({why}), and no separate consent is asked");
        let kind = FaultKind::Unconsented;
        Fault::new(Severity::Error, kind, &scenario.id, message)
    };
    let groups = scenario.groups.iter();
    let groups = groups.filter(|group| is_of_children(group) && !is_told_by_age(scenario, group));
    let groups = groups.map(|group| ("group", &group.id, "children, whose age no column tells"));
    fields.chain(materials).chain(groups).map(told).collect()
}

fn of_field(field: &Field) -> Option<&'static str> {
    match field.kind {
        Kind::BankCard => Some("a bank account"),
        // A name, a number or a day tells nothing of health by itself.
        Kind::Choice(_) | Kind::Several(_) | Kind::Text(_) => health(field.label.zh()),
        _ => None,
    }
}

fn of_material(material: &Material) -> Option<&'static str> {
    let name = material.name.zh();
    let hint = material.hint.as_ref().map_or("", |hint| hint.zh());
    if material.check.portrait.is_some() {
        Some("a face")
    } else if WITH_A_FACE.iter().any(|word| name.contains(word)) && !material.pages.is_empty() {
        Some("a document with a face")
    } else if [name, hint]
        .iter()
        .any(|words| words.contains(OF_A_MARRIAGE))
    {
        Some("a document with faces")
    } else {
        health(name)
    }
}

fn health(words: &str) -> Option<&'static str> {
    let of_it = OF_HEALTH.iter().any(|word| words.contains(word));
    of_it.then_some("health")
}

/// All that is told of a child under fourteen is sensitive (个人信息保护法第二十八条).
fn is_of_children(group: &Group) -> bool {
    let names = [group.name.zh(), group.one.zh()];
    CHILDREN
        .iter()
        .any(|word| names.iter().any(|name| name.contains(word)))
}

/// Whether consent follows from what the rows tell: from an age by a number or a day of birth, or for all of them.
fn is_told_by_age(scenario: &Scenario, group: &Group) -> bool {
    let mut columns = group.columns.iter().filter_map(|it| scenario.field(&it.id));
    columns
        .any(|field| field.sensitive || field.kind == Kind::CitizenId || field.given_by.is_some())
}
