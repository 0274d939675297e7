//! A module of WebAssembly and the script that belongs to it.

/// What wasm-bindgen made of one binary.
pub(super) struct Module {
    pub(super) glue: Vec<u8>,
    pub(super) wasm: Vec<u8>,
}
