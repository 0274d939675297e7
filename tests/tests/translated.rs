//! A page that is being translated (Chrome, Google Translate): every text node is taken out and a `<font>` put in its
//! place, again after each change. The app goes on, and what changes is seen.

use whole_product::app_folder::AppFolder;
use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::walk;

in_both_engines! {
    a_page_that_is_translated_goes_on_to_the_receipt,
    what_changes_under_a_translation_is_seen,
}

/// A translator into the same language, so that the tests read what they know. It does both that is known of them:
/// replaces the node, or puts its own before it and removes it.
const TRANSLATOR: &str = "addEventListener('DOMContentLoaded', () => {
    const app = document.getElementById('app');
    let soon = 0, count = 0;
    const translate = () => {
        const walker = document.createTreeWalker(app, NodeFilter.SHOW_TEXT), found = [];
        while (walker.nextNode()) found.push(walker.currentNode);
        for (const text of found) {
            const parent = text.parentNode;
            if (!text.data.trim() || /^(FONT|TEXTAREA|OPTION)$/.test(parent.nodeName)) continue;
            const outer = document.createElement('font'), inner = document.createElement('font');
            inner.textContent = text.data;
            outer.append(inner);
            if (count++ % 2) { parent.replaceChild(outer, text); continue; }
            parent.insertBefore(outer, text);
            parent.removeChild(text);
        }
    };
    const watch = { childList: true, subtree: true, characterData: true };
    new MutationObserver(() => { clearTimeout(soon); soon = setTimeout(translate, 20); }).observe(app, watch);
})";

async fn a_page_that_is_translated_goes_on_to_the_receipt(engine: Engine) {
    let app = AppFolder::with_script(TRANSLATOR);
    let product = Product::with_app(app.path()).await;
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |resident: &mut Resident, _: &str| {
        let translated = "return all('#app font').length > 10";
        resident.expect_true(translated, vec![]).await;
    };
    walk::entitled(&mut resident, look).await;
    resident.leave().await;
}

async fn what_changes_under_a_translation_is_seen(engine: Engine) {
    let app = AppFolder::with_script(TRANSLATOR);
    let product = Product::with_app(app.path()).await;
    let mut resident = Resident::with(engine, &product).await;
    resident.go("/handbook").await;
    resident.expect_heading("办事指南").await;
    for name in ["深色外观", "浅色外观", "深色外观"] {
        let translated = "return all('footer font').some((it) => it.textContent === arguments[0])";
        resident.expect_true(translated, vec![name.into()]).await;
        resident.press(name).await;
        resident.expect_no_longer(name).await;
    }
    resident.leave().await;
}
