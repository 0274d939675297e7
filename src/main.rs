//! Starts the app in the page that `boot.js` has prepared.

fn main() {
    app::start();
}
