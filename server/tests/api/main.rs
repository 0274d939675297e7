//! The API as its callers see it, in this very process: each test has a server, a database and a
//! clock of its own.

mod as_handed_in;
mod audit;
mod authorisation;
mod automatic;
mod case_actions;
mod cases;
mod catalogue;
mod confirmations;
mod corrections;
mod counters;
mod deferred_papers;
mod documents;
mod files;
mod handed_in;
mod hook_over_tls;
mod hostile;
mod inbox;
mod migrations;
mod office;
mod office_actions;
mod office_scope;
mod offices;
mod outcomes;
mod resident;
mod results;
mod services;
mod sessions;
mod shared_corrections;
mod signatures;
mod subjects;
mod sweeping;
mod test_app;
mod undone;
mod uploads;
mod words_given;
