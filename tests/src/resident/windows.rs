//! Several windows of one browser.

use thirtyfour::WindowHandle;

use super::Resident;

impl Resident {
    /// The window that is looked at.
    pub async fn window(&self) -> WindowHandle {
        let window = self.browser.session().window().await;
        window.expect("there is a window")
    }

    /// Opens another window in the same browser, at a path, and looks at it. The others stay.
    pub async fn open_another_window(&mut self, path: &str) -> WindowHandle {
        self.browser.before_load().await;
        let window = self.browser.session().new_window().await;
        let window = window.expect("a window opens");
        self.look_at(&window).await;
        self.go(path).await;
        window
    }

    pub async fn look_at(&mut self, window: &WindowHandle) {
        let session = self.browser.session();
        let switched = session.switch_to_window(window.clone()).await;
        switched.expect("the window is there");
    }
}
