//! An upload as the server received it: the server's report, and its bytes on disk.

use precheck::Report;
use serde_json::json;

use contract::upload::Upload;

use crate::product::Product;
use crate::resident::Resident;

pub struct Sent {
    pub report: Report,
    id: String,
}

impl Sent {
    /// The `nth` that the page has sent since it was opened, once the server has looked at it.
    pub async fn picture(nth: usize, resident: &Resident) -> Self {
        let script = "const of = (e) => (e.name.match(/\\/api\\/v1\\/uploads\\/([^/?]+)$/) || [])[1];
            const sent = () => [...new Set(performance.getEntriesByType('resource').map(of).filter(Boolean))];
            const whole = async (left) => {
                const id = sent()[arguments[0] - 1];
                const upload = id && await fetch('/api/v1/uploads/' + id).then((answer) => answer.json());
                if (upload && upload.report || !left) return upload;
                await new Promise((done) => setTimeout(done, 250));
                return whole(left - 1);
            };
            return whole(100)";
        let upload = resident.run(script, vec![json!(nth)]).await;
        let upload: Upload =
            serde_json::from_value(upload).expect("the server tells of the upload");
        Self {
            id: upload.id,
            report: upload.report.expect("the server has looked at it"),
        }
    }

    /// Of a product that keeps them in clear.
    #[must_use]
    pub fn bytes(&self, product: &Product) -> Vec<u8> {
        product.received(&self.id)
    }

    /// Whether the JPEG has an EXIF segment, which could contain the place where it was taken.
    #[must_use]
    pub fn has_camera_data(&self, product: &Product) -> bool {
        self.bytes(product)
            .windows(6)
            .any(|part| part == b"Exif\0\0")
    }
}
