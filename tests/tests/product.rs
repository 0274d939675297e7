//! All tests of the whole product in one program: it is linked once, and as many of them run side by side as there are
//! browser slots (`src/browser_slot.rs`). Run one file's with: cargo test -p whole-product --test product FILE::

mod ages;
mod all_scenarios;
mod at_a_city;
mod automatic_decision;
mod card_ends;
mod card_numbers;
mod card_sides;
mod case_followed;
mod case_undone;
mod child_and_guardian;
mod consent_grows;
mod corrections;
mod counters;
mod delivery;
mod elders;
mod engines;
mod every_screen;
mod every_screen_of_a_case;
mod expiry;
mod foreign_scripts;
mod handbook;
mod handed_in_once;
mod heirs;
mod hostile_storage;
mod inbox;
mod lengths;
mod licences;
mod lost_right;
mod lost_uploads;
mod materials_one_by_one;
mod my_data;
mod nothing_is_lost;
mod offline;
mod old_page;
mod papers;
mod parts;
mod photographs;
mod photographs_edited;
mod photographs_put_right;
mod photographs_seen;
mod photographs_walked;
mod put_right;
mod review;
mod said_once;
mod scenario_edited;
mod server_dies;
mod shared_list;
mod shared_phone;
mod sheet_of_employees;
mod sheet_to_receipt;
mod shell;
mod signed_in_at_the_city;
mod sources;
mod structure;
mod subjects;
mod synthetic_people;
mod translated;
mod two_pages;
mod typed_text;
mod typing_disturbs_nothing;
mod viewfinder;
mod walks;
mod whole_case;
mod years_and_months;

/// A file that is not listed above would never run.
#[test]
fn every_file_of_tests_is_listed_here() {
    let listed = include_str!("product.rs");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut found = 0;
    for entry in std::fs::read_dir(folder).expect("the folder of the tests can be read") {
        let path = entry.expect("an entry of the folder").path();
        let name = path
            .file_stem()
            .and_then(|name| name.to_str())
            .expect("a name");
        if name != "product" && path.extension().is_some_and(|end| end == "rs") {
            assert!(
                listed.contains(&format!("mod {name};")),
                "{name}.rs is not listed"
            );
            found += 1;
        }
    }
    assert!(found > 20, "only {found} files of tests were found");
}
