//! 一件事 · 掌上办: what a resident sees. Pages are made of widgets; what they show is projected from the plan.
//! Everything decidable without a browser lives in `catalog`, `civic` and `precheck`, not here.

mod api;
mod app;
mod config;
mod dom;
mod draft;
mod host;
mod json;
mod pages;
mod place;
mod precheck_client;
mod problem;
mod room;
mod route;
mod session;
mod show;
mod text;
mod turn;
mod widgets;

pub use app::start;
