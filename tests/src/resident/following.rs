//! A resident who comes back to a case: days later, when the session has ended, or as somebody else.

use serde_json::json;

use super::Resident;
use crate::product::Product;

impl Resident {
    /// Days pass, and with them the session: a page that belongs to somebody is opened again by its address.
    pub async fn comes_back_after(
        &mut self,
        product: &Product,
        days: i64,
        path: &str,
        person: &str,
    ) {
        product.move_clock(days * 24 * 3600).await;
        self.opens_as(path, person).await;
        // A page that asked before it was left was told that the session has ended.
        self.browser.forget_console_about("401").await;
    }

    /// Opens a page that belongs to somebody, and signs in as them.
    pub async fn opens_as(&mut self, path: &str, person: &str) {
        self.go(path).await;
        self.press("登录").await;
        self.press(person).await;
        self.expect_path(path).await;
    }

    /// What the header says of unread messages, to those who cannot see the number.
    pub async fn expect_unread(&self, count: u32) {
        let says = match count {
            0 => "我的办件".to_owned(),
            count => format!("我的办件，{count} 条未读消息"),
        };
        let script = "const tool = document.querySelector('header a.tool--icon');
            return !!tool && tool.getAttribute('aria-label') === arguments[0]";
        self.expect_true(script, vec![json!(says)]).await;
    }
}
