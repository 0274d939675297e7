//! The parts of the worker. A release is one module for photographs, and one for each part below, which `xtask` splits
//! off at the functions marked [`in_part`] and `worker.js` brings before it asks for what lies there. Without the
//! feature `parts` (development) everything is one module.

#[cfg(feature = "parts")]
use std::pin::pin;
#[cfg(feature = "parts")]
use std::task::{Context, Poll, Waker};

/// The part was not brought before something in it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotHere;

/// Makes a function whose code, with all that only it needs, lies in the named part.
macro_rules! in_part {
    ($part:ident, $(#[$meta:meta])* fn $name:ident($($arg:ident: $type:ty),* $(,)?) -> $out:ty $body:block) => {
        $(#[$meta])*
        fn $name($($arg: $type),*) -> Result<$out, $crate::parts::NotHere> {
            #[cfg(feature = "parts")]
            {
                #[::wasm_split_helpers::wasm_split($part, fallible)]
                fn split($($arg: $type),*) -> Result<$out, $crate::parts::NotHere> {
                    Ok($body)
                }
                $crate::parts::at_once(split($($arg),*))
            }
            #[cfg(not(feature = "parts"))]
            Ok($body)
        }
    };
}
pub(crate) use in_part;

#[cfg(feature = "parts")]
impl From<wasm_split_helpers::SplitLoaderError> for NotHere {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// The outcome of a call into a part. Such calls are futures, because they may have to bring the part; this one was
/// brought before, and `worker.js` tells so at the first poll.
#[cfg(feature = "parts")]
pub(crate) fn at_once<T>(call: impl Future<Output = Result<T, NotHere>>) -> Result<T, NotHere> {
    let mut call = pin!(call);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..2 {
        if let Poll::Ready(outcome) = call.as_mut().poll(&mut context) {
            return outcome;
        }
    }
    Err(NotHere)
}
