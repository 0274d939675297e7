//! Stands in for the crate `wasm-streams` (`[patch.crates-io]` in the workspace's `Cargo.toml`).
//!
//! Leptos brings `server_fn`, which streams the bodies of server functions by it. This app talks to a JSON API and has
//! no server functions; but the classes that `wasm-streams` exports to JavaScript cannot be left out by the linker, and
//! were 3 KB (brotli) of every first visit. What is here compiles in their place and can never be called.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::JsValue;

/// A stream of the browser. There is none.
#[derive(Debug)]
pub enum ReadableStream {}

impl ReadableStream {
    /// # Panics
    ///
    /// Always: only server functions stream, and there are none.
    #[must_use]
    pub fn from_raw(_: web_sys::ReadableStream) -> Self {
        panic!("this app has no server functions")
    }

    /// # Panics
    ///
    /// Always: only server functions stream, and there are none.
    #[must_use]
    pub fn from_stream<S>(_: S) -> Self
    where
        S: Stream<Item = Result<JsValue, JsValue>> + 'static,
    {
        panic!("this app has no server functions")
    }

    #[must_use]
    pub fn into_raw(self) -> web_sys::ReadableStream {
        match self {}
    }

    #[must_use]
    pub fn into_stream(self) -> IntoStream {
        match self {}
    }
}

/// The chunks of a [`ReadableStream`]. There are none.
#[derive(Debug)]
pub struct IntoStream(Infallible);

impl Stream for IntoStream {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.0 {}
    }
}
