//! A module of WebAssembly and the script that belongs to it.

/// The modules and scripts that the browser loads.
pub(super) struct Module {
    pub(super) glue: Vec<u8>,
    pub(super) wasm: Vec<u8>,
}
