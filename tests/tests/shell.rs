//! The page before WebAssembly (`index.html`) offers the same life events as the app does after it.

use catalog::load::Library;
use whole_product::paths;

/// What `index.html` says of one life event.
#[derive(Debug, PartialEq, Eq)]
struct Event {
    id: String,
    icon: String,
    name: String,
    summary: String,
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text
        .split_once(before)
        .unwrap_or_else(|| panic!("{before} is missing in {text}"));
    rest.split_once(after).map_or(rest, |(found, _)| found)
}

#[test]
fn the_shell_links_to_the_life_events_of_the_index_in_their_order() {
    let page = std::fs::read_to_string(paths::project().join("index.html")).expect("index.html");
    let shown: Vec<Event> = page
        .split("<a class=\"event event--open\" href=\"/s/")
        .skip(1)
        .map(|rest| Event {
            id: rest.split('"').next().unwrap_or_default().to_owned(),
            icon: between(rest, "/icons.svg#", "\"").to_owned(),
            name: between(rest, "event__name\">", "<").to_owned(),
            summary: between(rest, "event__text\">", "<").to_owned(),
        })
        .collect();
    let library = Library::read(&paths::scenarios()).unwrap_or_else(|errors| panic!("{errors:?}"));
    let index = library.scenario_index("000000").expect("the national base");
    let chinese = |text: &catalog::LocalizedText| text.zh().to_owned();
    let expected: Vec<Event> = index
        .stages
        .iter()
        .flat_map(|stage| index.entries.iter().filter(|entry| entry.stage == stage.id))
        .map(|entry| Event {
            id: entry.id.clone(),
            icon: entry.icon.clone(),
            name: chinese(&entry.name),
            summary: chinese(&entry.summary),
        })
        .collect();
    assert_eq!(shown, expected);
}
