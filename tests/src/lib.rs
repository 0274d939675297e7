//! Tests of the whole product as a resident uses it: a real server and two real browser engines. Controls are found by
//! their visible labels, so renaming a class breaks no test, and losing a label does.

pub mod any_walk;
pub mod app_folder;
pub mod applicant;
pub mod axe;
pub mod back_office;
pub mod browser;
mod browser_slot;
pub mod city;
pub mod demo_people;
pub mod folder;
mod http;
mod identity_service;
pub mod layout;
pub mod paths;
pub mod people;
pub mod photograph;
mod process;
pub mod product;
pub mod proxy;
pub mod resident;
pub mod scenario_folder;
pub mod screens;
pub mod sent;
pub mod tables;
pub mod traffic;
pub mod usability;
pub mod walk;
