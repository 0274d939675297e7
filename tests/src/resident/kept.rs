//! What the app has kept on the phone by now: it stores within a moment, not within the very keystroke.

use super::Resident;

/// The drafts in clear, by the key that lies beside them. Empty as long as there is no database.
const DRAFTS: &str = "return new Promise((done) => {
    const opening = indexedDB.open('yijianshi');
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = (event) => { event.preventDefault(); done(''); };
    opening.onsuccess = () => {
        const kept = opening.result.transaction('kept').objectStore('kept');
        const keys = kept.getAllKeys(), values = kept.getAll();
        values.onsuccess = async () => {
            opening.result.close();
            const key = values.result[keys.result.indexOf('key')];
            const drafts = values.result.filter((_, at) => keys.result[at].startsWith('draft:'));
            const clear = ({ iv, data }) => crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data);
            const texts = (await Promise.all(drafts.map(clear))).map((it) => new TextDecoder().decode(it));
            done(texts.join('\\n'));
        };
    };
})";

impl Resident {
    /// Waits until a draft on the phone holds these words of its JSON.
    pub async fn expect_kept(&self, words: &str) {
        self.wait(&format!("「{words}」 is not kept"), async || {
            self.keeps(words).await?.then_some(())
        })
        .await;
    }

    /// Waits until none does.
    pub async fn expect_kept_no_longer(&self, words: &str) {
        self.wait(&format!("「{words}」 is still kept"), async || {
            (!self.keeps(words).await?).then_some(())
        })
        .await;
    }

    /// Whether one does now.
    pub async fn keeps_now(&self, words: &str) -> bool {
        self.keeps(words).await.unwrap_or_default()
    }

    async fn keeps(&self, words: &str) -> Option<bool> {
        let drafts = self.try_run(DRAFTS, vec![]).await.ok()?;
        Some(drafts.as_str()?.contains(words))
    }
}
