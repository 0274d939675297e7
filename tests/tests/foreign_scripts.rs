//! What gets into the page as text stays text, and scripts come from this host alone: also where a fault of ours would
//! have let them in.

use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Resident;

in_both_engines! {
    text_becomes_no_script,
}

/// Whether each is refused, or the engine has no Trusted Types (Safari before 26): then the policy's `script-src`
/// stands alone. A policy of one's own would be the way round it.
const TRIES: &str = "
    if (!window.trustedTypes) return 'no trusted types';
    const refuses = act => { try { act(); return false; } catch (error) { return error instanceof TypeError; } };
    const open = Object.entries({
        html: () => { document.createElement('div').innerHTML = '<b>x</b>'; },
        foreign: () => { document.createElement('script').src = 'https://evil.example/x.js'; },
        inline: () => { document.createElement('script').text = 'alert(1)'; },
        worker: () => new Worker('https://evil.example/x.js'),
        policy: () => window.trustedTypes.createPolicy('another', { createHTML: text => text }),
    }).filter(([, act]) => !refuses(act)).map(([name]) => name);
    const own = document.createElement('script');
    own.src = '/assets/any.js';
    return open.concat(own.src.endsWith('/assets/any.js') ? [] : ['own']).join();";

async fn text_becomes_no_script(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    resident.go("/").await;
    resident.expect("失业").await;
    let open = resident.run(TRIES, Vec::new()).await;
    let open = open.as_str().unwrap();
    match engine {
        Engine::Chromium => assert_eq!(open, ""),
        Engine::WebKit => assert!(["", "no trusted types"].contains(&open), "{open}"),
    }
    resident.leave_after_failures().await;
}
