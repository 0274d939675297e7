//! 一件事 · 掌上办: the resident's app. Pages are made of components; what they show is projected from the plan.
//! Everything decidable without a browser lives in `catalog`, `civic` and `precheck`, not here.

mod api;
mod app;
mod attachments;
mod camera;
mod components;
mod config;
mod dom;
mod draft;
mod format;
mod image_editor;
mod json;
mod messages;
mod pages;
mod parts;
mod platform;
mod problem;
mod refusal;
mod report;
mod route;
mod state;

pub use app::start;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: wasm_allocator::Opaque = wasm_allocator::Opaque;
