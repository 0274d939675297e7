//! Copies of public documents, for when the network fails. Nothing personal, so they lie beside the drafts unsealed.

use wasm_bindgen::JsValue;

use super::{DraftStore, Sealed};
use crate::report::Reported;

impl DraftStore {
    /// The copy of a document, with the day it was made, YYYY-MM-DD.
    pub(crate) async fn public(&self, address: &str) -> Option<(String, String)> {
        let Sealed { idb, .. } = self.sealed()?;
        let kept = idb.get(&key(address)).await.or_report("copy.read")?;
        let kept = kept.as_string()?;
        let (day, text) = kept.split_once('\n')?;
        Some((day.to_owned(), text.to_owned()))
    }

    /// Without room for it there is no copy; nothing else hangs on it.
    pub(crate) async fn save_public(&self, address: &str, day: &str, text: &str) {
        if let Some(Sealed { idb, .. }) = self.sealed() {
            let kept = [day, "\n", text].concat();
            let kept = JsValue::from_str(&kept);
            idb.put(&key(address), &kept).await.or_report("copy.write");
        }
    }
}

fn key(address: &str) -> String {
    ["public:", address].concat()
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::*;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    #[wasm_bindgen_test]
    async fn a_copy_outlives_the_page_with_its_day() {
        let shelf = DraftStore::open().await;
        shelf.save_public("/handbook", "2026-11-21", "{\n}").await;
        let later = DraftStore::open().await;
        let copy = ("2026-11-21".to_owned(), "{\n}".to_owned());
        assert_eq!(later.public("/handbook").await, Some(copy));
        assert_eq!(later.public("/regions").await, None);
    }
}
