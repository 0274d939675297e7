//! What a transaction has to itself until it ends, so that what it has read is still so when it commits.
//!
//! SQLite needs none of it: its one writer has the whole database. On PostgreSQL two transactions may run at the same
//! time, unless both are about the same person: whatever is decided about a person's cases, words and files is decided
//! by what stands there of that person. Every transaction that writes such a thing takes the lock of the applicant
//! first, and then reads. A number at a counter is drawn among all people's: its lock is taken after that of a person,
//! and a transaction takes no lock of a kind twice, so that no two wait for each other.

use super::connection::Connection;
use super::error::StoreError;

#[derive(Debug, Clone, Copy)]
pub(crate) enum Lock<'a> {
    /// All that is written about the cases and files of a person.
    Person(&'a str),
    /// The numbers of a counter of a place.
    Counter { region: &'a str, counter: &'a str },
    /// What a server puts right when it starts.
    Start,
}

impl Lock<'_> {
    fn name(self) -> String {
        match self {
            Self::Person(id) => format!("person {id}"),
            Self::Counter { region, counter } => format!("counter {region} {counter}"),
            Self::Start => "start".to_owned(),
        }
    }
}

impl Connection {
    /// Waits until no other transaction has it. Ask for it before what it guards is read.
    ///
    /// # Errors
    /// `Busy` where somebody keeps it for long.
    pub(crate) async fn lock(&mut self, lock: Lock<'_>) -> Result<(), StoreError> {
        if self.is_postgres() {
            let db = self;
            let take = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
            execute!(db, take, lock.name())?;
        }
        Ok(())
    }

    /// Whether nobody else has the turn to do something that is done once for all servers; then nobody has it until
    /// this transaction ends, or the server does.
    pub(super) async fn take_turn(&mut self, what: &'static str) -> Result<bool, StoreError> {
        let db = self;
        let take = "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 1))";
        one_value!(db, take, what)
    }
}
