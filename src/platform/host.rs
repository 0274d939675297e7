//! Where the page runs: a browser, WeChat or Alipay, behind one trait. What differs between them is asked here.

/// What a host can and cannot do. Facts of web-views: see docs/embedding.md.
pub(crate) trait Host {
    /// The `accept` of an input for photographs.
    ///
    /// Android WeChat offers no camera and fires no event for a list of types; iOS turns HEIC into JPEG
    /// only for a list.
    fn picture_accept(&self) -> &'static str;

    /// Whether `window.print` prints.
    fn can_print(&self) -> bool;

    /// Whether a link downloads. Web-views of other apps drop it, and keep pictures by a long press.
    fn can_download(&self) -> bool {
        true
    }
}

struct Browser {
    apple: bool,
}

struct WeChat {
    apple: bool,
}

struct Alipay {
    apple: bool,
}

const LIST: &str = "image/jpeg,image/png";
const ANY: &str = "image/*";

const fn accept(apple: bool) -> &'static str {
    if apple { LIST } else { ANY }
}

impl Host for Browser {
    fn picture_accept(&self) -> &'static str {
        accept(self.apple)
    }

    fn can_print(&self) -> bool {
        true
    }
}

impl Host for WeChat {
    fn picture_accept(&self) -> &'static str {
        accept(self.apple)
    }

    fn can_print(&self) -> bool {
        false
    }

    fn can_download(&self) -> bool {
        false
    }
}

impl Host for Alipay {
    fn picture_accept(&self) -> &'static str {
        accept(self.apple)
    }

    fn can_print(&self) -> bool {
        false
    }

    fn can_download(&self) -> bool {
        false
    }
}

/// The host of this page, by its user agent.
pub(crate) fn host() -> Box<dyn Host> {
    of_user_agent(
        &leptos::prelude::window()
            .navigator()
            .user_agent()
            .unwrap_or_default(),
    )
}

fn of_user_agent(agent: &str) -> Box<dyn Host> {
    let apple = ["iPhone", "iPad", "Macintosh"]
        .iter()
        .any(|name| agent.contains(name));
    if agent.contains("MicroMessenger") {
        Box::new(WeChat { apple })
    } else if agent.contains("AlipayClient") {
        Box::new(Alipay { apple })
    } else {
        Box::new(Browser { apple })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn android_wechat_is_given_no_list_of_types() {
        let agent = "Mozilla/5.0 (Linux; Android 10) XWEB/1300 MMWEBSDK/2025 MicroMessenger/8.0.58";
        let host = of_user_agent(agent);
        assert_eq!(host.picture_accept(), "image/*");
        assert!(!host.can_print());
        assert!(!host.can_download());
    }

    #[test]
    fn an_iphone_is_given_a_list_so_that_it_converts_heic() {
        let agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) MicroMessenger/8.0.60";
        assert_eq!(
            of_user_agent(agent).picture_accept(),
            "image/jpeg,image/png"
        );
    }
}
