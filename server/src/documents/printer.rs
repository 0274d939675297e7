//! Prints documents, a few at a time. The fonts are read when the first is asked for.

use std::path::PathBuf;
use std::sync::Arc;

use contract::problem::Code;
use documents::{Document, Error, Fonts, Kind, Template, pdf};
use tokio::sync::{OnceCell, Semaphore};

use crate::error::{ApiError, ApiResult, Causes, Fault, problem};

/// Each takes a core for some tens of milliseconds.
const AT_ONCE: usize = 2;
/// In pixels: what large phones show of a width, so that small print is read without enlarging it much.
const PICTURE_WIDTH: u32 = 1080;

pub(crate) struct Printer {
    folder: PathBuf,
    /// 53 MB once they are read.
    fonts: OnceCell<Arc<Fonts>>,
    permits: Semaphore,
}

impl Printer {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            fonts: OnceCell::new(),
            permits: Semaphore::new(AT_ONCE),
        }
    }

    /// # Errors
    /// 503 while the fonts are missing; they are looked for with every document, so that none need restart the server.
    pub(crate) async fn print<K: Kind + Send + 'static>(&self, data: K) -> ApiResult<Vec<u8>> {
        let made = |document: &Document, fonts: &Fonts| Ok(pdf::print(document, fonts)?.bytes);
        self.make(data, made).await
    }

    /// As a picture, for web-views that download nothing.
    ///
    /// # Errors
    /// As [`Self::print`], and 404 for what is too long for a picture: it is to be had as PDF alone.
    pub(crate) async fn picture<K: Kind + Send + 'static>(&self, data: K) -> ApiResult<Vec<u8>> {
        let made =
            |document: &Document, fonts: &Fonts| pdf::picture(document, fonts, PICTURE_WIDTH);
        match self.make(data, made).await {
            Err(ApiError::Internal(Fault::Document(Error::TooManyPages { .. }))) => {
                problem(Code::NotFound, "too long for a picture")
            }
            made => made,
        }
    }

    async fn make<K: Kind + Send + 'static>(
        &self,
        data: K,
        made: fn(&Document, &Fonts) -> Result<Vec<u8>, Error>,
    ) -> ApiResult<Vec<u8>> {
        let Ok(_permit) = self.permits.acquire().await else {
            return problem(Code::Unavailable, "the server is stopping");
        };
        let fonts = self.fonts().await?;
        let printed = on_a_thread(move || {
            let document = Template::of::<K>()?.fill(&data)?;
            made(&document, &fonts)
        });
        Ok(printed.await??)
    }

    async fn fonts(&self) -> ApiResult<Arc<Fonts>> {
        let read = || async {
            let folder = self.folder.clone();
            on_a_thread(move || Fonts::open(&folder)).await
        };
        let fonts = self.fonts.get_or_try_init(|| async {
            match read().await? {
                Ok(fonts) => Ok(Arc::new(fonts)),
                Err(error) => {
                    tracing::warn!(
                        "documents are not printed (--fonts, docs/operations.md): {}",
                        Causes(&error)
                    );
                    problem(
                        Code::Unavailable,
                        "the fonts for documents are missing here",
                    )
                }
            }
        });
        fonts.await.cloned()
    }
}

async fn on_a_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> ApiResult<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| ApiError::Internal(Fault::Task))
}
