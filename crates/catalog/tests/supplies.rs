//! Faults of materials and fields that are told when scenarios are read: blanks that nothing fills, numbers that stand
//! nowhere or say nothing.

#[path = "support/spoilt.rs"]
mod spoilt;

use catalog::load::LoadError;
use spoilt::{errors, spoilt};

#[test]
fn a_blank_is_of_a_known_kind_and_filled_from_what_the_form_has() {
    for (test, from, to, expected) in [
        (
            "blank-kind",
            "      authorisation:\n",
            "      power_of_attorney:\n",
            "unknown variant `power_of_attorney`",
        ),
        (
            "blank-field",
            "relation: agent_relation }",
            "relation: agent_kin }",
            "there is no field agent_kin",
        ),
    ] {
        let folder = spoilt(test, "library.yaml", from, to);
        let found = errors(&folder);
        let told = found.iter().any(|it| it.message.contains(expected));
        assert!(told, "{expected}: {found:?}");
        let at_blank = found.iter().any(|it| it.path.contains("].blank"));
        assert!(at_blank, "{found:?}");
    }
    for (test, from, to, expected) in [
        (
            "blank-group",
            "heirs: { group: heirs,",
            "heirs: { group: widows,",
            "there is no group widows",
        ),
        (
            "blank-column",
            "relation: heir_relation }",
            "relation: relation_to_deceased }",
            "the group heirs has no column relation_to_deceased",
        ),
    ] {
        let found = errors(&spoilt(test, "bereavement.yaml", from, to));
        assert!(found.iter().any(|it| it.message == expected), "{found:?}");
    }
}

#[test]
fn the_number_of_a_card_stands_where_numbers_do() {
    let of_own = "number_field: id_number\n";
    for (test, file, from, to, expected) in [
        (
            "number-kind",
            "library.yaml",
            of_own,
            "number_field: name\n",
            "there is no field name of the kind citizen_id",
        ),
        (
            "number-missing",
            "startup.yaml",
            "number_field: spouse_number\n",
            "number_field: spouses_number\n",
            "there is no field spouses_number of the kind citizen_id",
        ),
        (
            "number-row",
            "bereavement.yaml",
            of_own,
            "number_field: deceased_number\n",
            "the group heirs has no column deceased_number",
        ),
        (
            "number-seen",
            "startup.yaml",
            "supply: [attach, other_party, counter]\n    number_field",
            "supply: [other_party, counter]\n    number_field",
            "it is read off a photograph, and none can be attached",
        ),
    ] {
        let found = errors(&spoilt(test, file, from, to));
        let told = |it: &LoadError| it.message == expected && it.path.ends_with(".number_field");
        assert!(found.iter().any(told), "{expected}: {found:?}");
    }
}

#[test]
fn what_an_identity_number_says_is_referred_to_a_number_that_is_there() {
    for (test, file, from, to, path) in [
        (
            "given-nobody",
            "library.yaml",
            "    given_by: id_number\n",
            "    given_by: nobody\n",
            "questions[",
        ),
        // A name says neither.
        (
            "given-name",
            "work_death.yaml",
            "    given_by: id_number\n",
            "    given_by: name\n",
            "fields[",
        ),
        // Nor can a number stand in for a choice of other things.
        (
            "given-choice",
            "work_death.yaml",
            "        - { id: male, label: 男 }\n    given_by",
            "        - { id: man, label: 男 }\n    given_by",
            "fields[",
        ),
        // A number that only some rows show.
        (
            "given-some",
            "work_death.yaml",
            "      - { id: id_number }\n      - { id: dependant_relation }",
            "      - { id: id_number, when: { holds: is_minor } }\n      - { id: dependant_relation }",
            "fields[",
        ),
    ] {
        let found = errors(&spoilt(test, file, from, to));
        let at = |it: &LoadError| it.path.starts_with(path) && it.path.ends_with(".given_by");
        assert!(found.iter().any(at), "{test}: {found:?}");
    }
}
