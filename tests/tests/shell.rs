//! The page before WebAssembly (`index.html`) offers the same life events as the app does after it, keeps what is done
//! there, and does not move when the app or the style of its parts comes.

use std::collections::BTreeSet;

use catalog::load::Library;
use serde_json::json;
use whole_product::browser::{Engine, Viewport};
use whole_product::in_both_engines;
use whole_product::paths;
use whole_product::product::Product;
use whole_product::proxy::Proxy;
use whole_product::resident::Resident;

in_both_engines! {
    words_typed_before_the_app_is_there_are_searched_for,
    a_title_pressed_before_the_app_is_there_opens,
    a_press_that_begins_before_the_app_is_there_and_ends_after_it_counts,
    a_press_during_which_more_comes_onto_the_page_counts,
    the_focus_stays_on_a_title_when_the_app_takes_over,
    nothing_moves_when_the_app_takes_over,
}

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
            icon: between(rest, "#i-", "\"").to_owned(),
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

fn is_app_module(path: &str) -> bool {
    path.starts_with("/assets/app.") && path.ends_with(".wasm")
}

/// At the shell, with the app's first module still under way.
async fn at_the_shell(engine: Engine, product: &Product) -> (Proxy, Resident) {
    let proxy = Proxy::of(&product.address());
    let mut resident = Resident::at(engine, proxy.address()).await;
    proxy.hold(is_app_module);
    resident.go("/").await;
    resident.expect_heading("您遇到了什么事").await;
    // Gone after a page load.
    resident.run("window.sameWindow = true", vec![]).await;
    (proxy, resident)
}

async fn expect_the_same_page(resident: &Resident) {
    let same = resident.run("return window.sameWindow === true", vec![]);
    assert_eq!(same.await, json!(true), "the page was loaded anew");
}

async fn words_typed_before_the_app_is_there_are_searched_for(engine: Engine) {
    let product = Product::start().await;
    let (proxy, mut resident) = at_the_shell(engine, &product).await;
    let field = "return document.getElementById('shell-search')";
    resident.type_into(field, vec![], "失业金").await;

    proxy.pass_everything();
    resident.expect_ready().await;
    let taken_over = "const typed = document.querySelector('#app input[type=search]');
        return [typed.value, typed === document.activeElement, typed.selectionStart]";
    let taken_over = resident.run(taken_over, vec![]).await;
    assert_eq!(taken_over, json!(["失业金", true, 3]));
    resident.expect("失业保险金").await;
    expect_the_same_page(&resident).await;
    resident.leave().await;
}

async fn a_title_pressed_before_the_app_is_there_opens(engine: Engine) {
    let product = Product::start().await;
    let (proxy, mut resident) = at_the_shell(engine, &product).await;
    resident.press("失业").await;
    assert_eq!(resident.path().await, "/", "there is nothing to go to yet");

    proxy.pass_everything();
    resident.expect_heading("失业").await;
    assert_eq!(resident.path().await, "/s/unemployment");
    expect_the_same_page(&resident).await;
    resident.leave().await;
}

const TAKEN_OVER: &str = "document.documentElement.dataset.app === 'ready'";

async fn a_press_that_begins_before_the_app_is_there_and_ends_after_it_counts(engine: Engine) {
    let product = Product::start().await;
    let (proxy, mut resident) = at_the_shell(engine, &product).await;
    resident.press_down("失业").await;
    proxy.pass_everything();
    resident.expect_news_under_the_finger(TAKEN_OVER).await;
    resident.let_go().await;
    resident.expect_heading("失业").await;
    assert_eq!(resident.path().await, "/s/unemployment");
    expect_the_same_page(&resident).await;
    resident.leave().await;
}

async fn a_press_during_which_more_comes_onto_the_page_counts(engine: Engine) {
    let product = Product::start().await;
    let proxy = Proxy::of(&product.address());
    let mut resident = Resident::at(engine, proxy.address()).await;
    resident.go("/s/unemployment/guide").await;
    resident.choose("离开了工作的单位").await;
    resident.press("下一问").await;
    resident.expect_kept("situation").await;

    // Before it is known who is here, what was begun is not shown.
    proxy.hold(|path| path.ends_with("/session"));
    resident.go("/").await;
    resident.expect_ready().await;
    resident.press_down("失业").await;
    proxy.pass_everything();
    let begun = "document.querySelector('.resume')";
    resident.expect_news_under_the_finger(begun).await;
    resident.let_go().await;
    resident.expect_heading("失业").await;
    resident.press("返回").await;
    resident.expect("「失业」还没办完").await;
    resident.leave().await;
}

async fn the_focus_stays_on_a_title_when_the_app_takes_over(engine: Engine) {
    let product = Product::start().await;
    let (proxy, resident) = at_the_shell(engine, &product).await;
    let title = "document.querySelector('#shell a[href=\"/s/retirement\"]').focus()";
    resident.run(title, vec![]).await;
    proxy.pass_everything();
    resident.expect_ready().await;
    let focused = "const focused = document.activeElement;
        return [focused.getAttribute('href'), !!focused.closest('#app')]";
    let focused = resident.run(focused, vec![]).await;
    assert_eq!(focused, json!(["/s/retirement", true]));
    resident.leave().await;
}

/// Where what a resident may be about to press or read stands: of the shell, else of the app.
const PLACES: &str = "
    const page = document.getElementById('shell') || document.getElementById('app');
    const things = '.brand, .tool, .hero__title, .hero__text, .input, .hero__place, .stage-of-life__title, .event, ' +
        '.event__name, .event__text, .page__note, .aside-list__link';
    return [...page.querySelectorAll(things)].map((thing) => {
        const { left, top, height } = thing.getBoundingClientRect();
        const tenths = [left, top + scrollY, height].map((length) => Math.round(length * 10) / 10);
        return [thing.className, ...tenths].join(' ');
    })";

/// From here on Chromium notes what it itself counts as moved, and which elements.
const OBSERVE_SHIFTS: &str = "
    window.shifts = [];
    const named = ({ node }) => node && (node.className || node.id || node.nodeName);
    new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries()) {
            window.shifts.push([value, ...sources.map(named)].join(' '));
        }
    }).observe({ type: 'layout-shift' });";

async fn nothing_moves_when_the_app_takes_over(engine: Engine) {
    let product = Product::start().await;
    for (viewport, elder) in [
        (Viewport::PHONE, "off"),
        (Viewport::PHONE, "on"),
        (Viewport::DESKTOP, "off"),
    ] {
        let (proxy, mut resident) = at_the_shell(engine, &product).await;
        resident.browser().resize(viewport).await;
        let script = "localStorage.setItem('elder', arguments[0])";
        resident.run(script, vec![json!(elder)]).await;
        resident.reload().await;
        resident.expect_heading("您遇到了什么事").await;
        if engine == Engine::Chromium {
            resident.run(OBSERVE_SHIFTS, vec![]).await;
        }
        let before = resident.run(PLACES, vec![]).await;

        proxy.pass_everything();
        resident.expect_ready().await;
        let after = resident.run(PLACES, vec![]).await;
        assert_eq!(before, after, "{engine:?} {viewport:?}, 长辈版 {elder}");
        if engine == Engine::Chromium {
            // They are told after the frame.
            resident.settle().await;
            let shifts = resident.run("return window.shifts", vec![]).await;
            assert_eq!(shifts, json!([]), "{viewport:?}, 长辈版 {elder}");
        }
        resident.leave().await;
    }
}

/// The selectors of a sheet: what stands before a brace, without what stands between braces.
fn selectors(sheet: &str) -> impl Iterator<Item = &str> {
    let preludes = sheet.split('}').filter_map(|rule| rule.rsplit('{').nth(1));
    preludes.flat_map(|prelude| prelude.split(','))
}

/// What a selector asks of elements: `.class`, `#id`, `[attribute]` or `element`. What it asks them not to be is left
/// out, and so are attributes that scripts set.
fn asks(selector: &str) -> BTreeSet<String> {
    let mut asked = BTreeSet::new();
    let mut rest = selector;
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_' || c == '%';
    while let Some(begin) = rest.chars().next() {
        let after = &rest[begin.len_utf8()..];
        let name = |from: &str| {
            from.split(|c| !is_name(c))
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        let length = match begin {
            '[' => {
                let name = name(after);
                if !name.starts_with("data-") && !name.starts_with("aria-") {
                    asked.insert(format!("[{name}]"));
                }
                after.find(']').unwrap_or(after.len())
            }
            ':' if after.starts_with("not(") => after.find(')').unwrap_or(after.len()),
            ':' => name(after).len(),
            '.' | '#' => {
                let name = name(after);
                asked.insert(format!("{begin}{name}"));
                name.len()
            }
            _ if is_name(begin) => {
                let name = name(rest);
                asked.insert(name.clone());
                name.len() - 1
            }
            _ => 0,
        };
        rest = &after[length..];
    }
    asked
}

/// What the elements of a page are: `.class`, `#id`, `[attribute]` and `element`.
fn is(page: &str) -> BTreeSet<String> {
    let attributes = |name: &str, sign: &str| -> Vec<String> {
        let begins = format!(" {name}=\"");
        let values = page.split(begins.as_str()).skip(1);
        let values = values.filter_map(|rest| rest.split('"').next());
        let words = values.flat_map(str::split_whitespace);
        words.map(|word| [sign, word].concat()).collect()
    };
    let tags = page.split('<').skip(1);
    let tags = tags.filter_map(|rest| rest.split('>').next());
    let elements = tags.clone().filter_map(|tag| tag.split(' ').next());
    let elements = elements.map(str::to_owned);
    let words = tags.flat_map(|tag| tag.split(' ').skip(1));
    let names = words.filter_map(|word| word.split('=').next());
    let names = names.map(|name| format!("[{name}]"));
    let named = [attributes("class", "."), attributes("id", "#")].concat();
    elements.chain(names).chain(named).collect()
}

fn style(name: &str) -> String {
    let path = paths::project().join("style").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The text of a style sheet without its comments.
fn without_comments(sheet: &str) -> String {
    let mut pieces = sheet.split("/*");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |kept, piece| {
        kept + piece.split_once("*/").map_or("", |(_, rest)| rest)
    })
}

#[test]
fn the_style_of_the_parts_has_no_rule_for_what_stands_on_the_page_before() {
    let page = std::fs::read_to_string(paths::project().join("index.html")).expect("index.html");
    let shown = is(&page);
    assert!(shown.contains(".hero__title") && shown.contains("#shell") && shown.contains("main"));
    let imports = style("parts.css");
    let files = imports.split("@import \"").skip(1);
    let files: Vec<&str> = files.filter_map(|rest| rest.split('"').next()).collect();
    assert!(files.len() > 10, "{files:?}");
    // What is printed is not on the screen.
    for file in files.into_iter().filter(|file| *file != "print.css") {
        let sheet = without_comments(&style(file));
        assert!(selectors(&sheet).count() > 0, "{file}");
        let touching: Vec<&str> = selectors(&sheet)
            .filter(|selector| !selector.trim().starts_with('@'))
            .filter(|selector| asks(selector).is_subset(&shown))
            .collect();
        assert!(
            touching.is_empty(),
            "{file} has rules for the page before: {touching:?}"
        );
    }
}

#[test]
fn a_selector_asks_for_all_it_names_but_what_it_denies() {
    let of = |selector| asks(selector).into_iter().collect::<Vec<_>>();
    assert_eq!(
        of(":root[data-elder=\"on\"] .tool > .icon:not(.icon--large):hover"),
        [".icon", ".tool"]
    );
    assert_eq!(of("select.input + #shell"), ["#shell", ".input", "select"]);
    assert_eq!(of("input[readonly]"), ["[readonly]", "input"]);
}
