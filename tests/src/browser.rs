//! A browser with a phone's screen, driven over WebDriver; errors on its console are collected.

mod chromium;
mod webkit;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use thirtyfour::{Capabilities, WebDriver};

use crate::browser_slot::BrowserSlot;
use crate::http::client;
use crate::process::Program;
use crate::product::free_port;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    /// WebKitGTK, the nearest thing to an iPhone that runs here. Its automation is a private window: what it
    /// stores ends with it, and it cannot store a `Blob`.
    WebKit,
}

/// Makes one test for each engine out of a story that must work in both.
#[macro_export]
macro_rules! in_both_engines {
    ($($story:ident),+ $(,)?) => { $(
        mod $story {
            use $crate::browser::Engine;

            #[tokio::test]
            async fn in_chromium() {
                super::$story(Engine::Chromium).await;
            }

            #[tokio::test]
            async fn in_webkit() {
                super::$story(Engine::WebKit).await;
            }
        }
    )+ };
}

/// Inner width and height in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewport(pub u32, pub u32);

impl Viewport {
    pub const PHONE: Self = Self(390, 844);
    pub const SMALL_PHONE: Self = Self(360, 640);
    /// The narrowest that must work (WCAG 2.2, 1.4.10 Reflow). WebKit's window is never below 334.
    pub const NARROWEST: Self = Self(320, 640);
    pub const DESKTOP: Self = Self(1280, 800);
}

/// The order matters: the driver ends before its screen.
pub struct Browser {
    session: WebDriver,
    driver: Program,
    _screen: Option<webkit::Screen>,
    engine: Engine,
    /// The browser's profile and the logs.
    home: TempDir,
    heard: Vec<String>,
    _turn: BrowserSlot,
}

impl Browser {
    /// Waits until no other browser is open.
    pub async fn open(engine: Engine) -> Self {
        Self::open_with(engine, None).await
    }

    /// Chromium with a camera that plays this film, an MJPEG file.
    pub async fn open_with_film(film: &Path) -> Self {
        Self::open_with(Engine::Chromium, Some(film)).await
    }

    async fn open_with(engine: Engine, film: Option<&Path>) -> Self {
        let turn = BrowserSlot::take();
        let home = TempDir::new().expect("a temporary folder");
        let screen = (engine == Engine::WebKit).then(|| webkit::Screen::start(home.path()));
        let (session, driver) = launch(engine, screen.as_ref(), &home, film).await;
        let mut browser = Self {
            session,
            driver,
            _screen: screen,
            engine,
            home,
            heard: Vec::new(),
            _turn: turn,
        };
        browser.resize(Viewport::PHONE).await;
        browser
    }

    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    #[must_use]
    pub fn session(&self) -> &WebDriver {
        &self.session
    }

    /// Kills every process of the browser and starts it again with the same profile. Chromium only.
    pub async fn die_and_return(&mut self) {
        assert_eq!(
            self.engine,
            Engine::Chromium,
            "WebKit's automation keeps no profile"
        );
        self.hear().await;
        chromium::kill(&self.session);
        // The session has already ended.
        let _ = self.session.clone().leak();
        let (session, driver) = launch(self.engine, None, &self.home, None).await;
        self.session = session;
        self.driver = driver;
        self.resize(Viewport::PHONE).await;
    }

    pub async fn resize(&mut self, viewport: Viewport) {
        match self.engine {
            Engine::Chromium => chromium::resize(&self.session, viewport).await,
            Engine::WebKit => webkit::resize(&self.session, viewport).await,
        }
    }

    /// Emulates the phone's dark mode. WebKit's is set when it starts and stays light.
    pub async fn prefer_dark(&mut self, dark: bool) {
        match self.engine {
            Engine::Chromium => chromium::prefer_dark(&self.session, dark).await,
            Engine::WebKit => panic!("this engine's colour scheme is set before it starts"),
        }
    }

    /// Moves two fingers on the screen from two points to two others.
    pub async fn pinch(&self, from: [(f64, f64); 2], to: [(f64, f64); 2]) {
        match self.engine {
            Engine::Chromium => {
                chromium::touch(&self.session, "touchStart", &from).await;
                for step in 1..=4 {
                    let share = f64::from(step) / 4.0;
                    let way = |from: f64, to: f64| from + (to - from) * share;
                    let now = [0, 1].map(|finger| {
                        let (from, to): ((f64, f64), (f64, f64)) = (from[finger], to[finger]);
                        (way(from.0, to.0), way(from.1, to.1))
                    });
                    chromium::touch(&self.session, "touchMove", &now).await;
                }
                chromium::touch(&self.session, "touchEnd", &[]).await;
            }
            Engine::WebKit => webkit::pinch(&self.session, from, to).await,
        }
    }

    /// Letters come into the focused control by way of an input method, and stand there to be chosen from.
    pub async fn compose(&self, letters: &str) {
        match self.engine {
            Engine::Chromium => chromium::compose(&self.session, letters).await,
            Engine::WebKit => webkit::compose(&self.session, letters).await,
        }
    }

    /// What was composed becomes these words.
    pub async fn choose_composed(&self, words: &str) {
        match self.engine {
            Engine::Chromium => chromium::choose_composed(&self.session, words).await,
            Engine::WebKit => webkit::choose_composed(&self.session, words).await,
        }
    }

    /// The errors on its console since it was opened, exceptions and failed requests among them.
    pub async fn console_errors(&mut self) -> &[String] {
        self.hear().await;
        &self.heard
    }

    /// Drops the console errors so far, for tests that break the network on purpose.
    pub async fn forget_console(&mut self) {
        self.hear().await;
        self.heard.clear();
    }

    /// Drops those with these words in them, which a test expects; others stay and are told when it leaves.
    pub async fn forget_console_about(&mut self, expected: &str) {
        self.hear().await;
        self.heard.retain(|error| !error.contains(expected));
    }

    /// Reads the console errors before the page is left, which would lose them.
    pub(crate) async fn before_load(&mut self) {
        if self.engine == Engine::WebKit {
            self.hear().await;
        }
    }

    /// Collects errors of a newly loaded page. Chromium logs them by itself.
    pub(crate) async fn after_load(&mut self) {
        if self.engine == Engine::WebKit {
            webkit::listen(&self.session).await;
        }
    }

    /// Ends the session through WebDriver.
    pub async fn close(self) {
        let _ = self.session.clone().quit().await;
    }

    async fn hear(&mut self) {
        match self.engine {
            Engine::Chromium => self.heard.extend(chromium::console(&self.session).await),
            Engine::WebKit => self.heard.extend(webkit::console(&self.session).await),
        }
    }
}

impl Drop for Browser {
    /// After a failure: ending the session through WebDriver could wait for answers that never come.
    fn drop(&mut self) {
        if self.session.clone().leak().is_ok() && self.engine == Engine::Chromium {
            chromium::kill(&self.session);
        }
    }
}

async fn launch(
    engine: Engine,
    screen: Option<&webkit::Screen>,
    home: &TempDir,
    film: Option<&Path>,
) -> (WebDriver, Program) {
    let port = free_port();
    let log: PathBuf = home.path().join("driver.log");
    let (mut command, capabilities): (_, Capabilities) = match (engine, screen) {
        (Engine::WebKit, Some(screen)) => (
            webkit::driver(port, screen, home.path()),
            webkit::capabilities(),
        ),
        _ => (
            chromium::driver(port),
            chromium::capabilities(home.path(), film),
        ),
    };
    let mut driver = Program::start(&mut command, &log);
    let address = format!("http://127.0.0.1:{port}");
    let begun = Instant::now();
    let client = client();
    while client
        .get(format!("{address}/status"))
        .send()
        .await
        .is_err()
    {
        let late = driver.has_ended() || begun.elapsed() > Duration::from_secs(20);
        assert!(
            !late,
            "the driver of {engine:?} does not start: {}",
            driver.said()
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    match WebDriver::new(&address, capabilities).await {
        Ok(session) => (session, driver),
        Err(error) => panic!("{engine:?} does not start: {error}\n{}", driver.said()),
    }
}
