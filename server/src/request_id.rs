//! The id of a request: in each line of the log about it, in its answer, and in what is asked of other systems for it,
//! so that what one resident met can be followed through all of them.
//!
//! A proxy of ours may have given it one (`X-Request-Id`, or the trace of `traceparent`). Nobody else may: whoever
//! could choose what stands in the log could write a name in it.

use axum::http::HeaderMap;
use tokio::task_local;

use crate::traces::TRACE_PARENT;

pub(crate) const HEADER: &str = "x-request-id";

task_local! {
    static CURRENT: String;
}

/// That of the request that is answered by this task.
pub(crate) fn current() -> Option<String> {
    CURRENT.try_with(Clone::clone).ok()
}

/// Whatever is done in `answering` is done for the request with this id.
pub(crate) async fn within<T>(id: String, answering: impl Future<Output = T>) -> T {
    CURRENT.scope(id, answering).await
}

/// What a proxy of ours has called the request.
pub(crate) fn given(headers: &HeaderMap) -> Option<String> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    // As W3C Trace Context has it: version, trace, parent, flags.
    let id = text(HEADER).or_else(|| text(TRACE_PARENT)?.split('-').nth(1))?;
    let is_id = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    ((16..=64).contains(&id.len()) && id.bytes().all(is_id)).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &'static str, value: &'static str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().unwrap());
        given(&headers)
    }

    #[test]
    fn what_is_no_id_is_not_taken() {
        let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assert_eq!(
            of(TRACE_PARENT, trace).as_deref(),
            Some("4bf92f3577b34da6a3ce929d0e0e4736")
        );
        assert_eq!(
            of(HEADER, "7c9e6679-7425-40de-944b").as_deref(),
            Some("7c9e6679-7425-40de-944b")
        );
        for wrong in [
            "",
            "13800138000",
            "7c9e6679 7425 40de 944b",
            "7c9e6679/7425/40de/944b",
        ] {
            assert_eq!(of(HEADER, wrong), None, "{wrong}");
        }
        assert_eq!(of(TRACE_PARENT, "00"), None);
    }

    #[tokio::test]
    async fn it_is_known_while_its_request_is_answered() {
        assert_eq!(current(), None);
        let known = within("a".to_owned(), async { current() });
        assert_eq!(known.await.as_deref(), Some("a"));
    }
}
