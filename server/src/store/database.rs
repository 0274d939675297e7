//! Which database the server works with: `sqlite:PATH` or `postgres://…`.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;

/// The address of a database. What it prints as has no password in it.
#[derive(Clone)]
pub enum Database {
    /// A file, for one server.
    Sqlite(PathBuf),
    /// A database that any number of servers share.
    Postgres(Box<PgConnectOptions>),
}

/// Why an address is none. It does not repeat the address, which may hold a password.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    #[error("a database is sqlite:PATH or postgres://USER@HOST/DATABASE")]
    Unknown,
    #[error("this is no address of a PostgreSQL database")]
    Postgres(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl FromStr for Database {
    type Err = DatabaseError;

    fn from_str(address: &str) -> Result<Self, DatabaseError> {
        match address.split_once(':') {
            Some(("sqlite", path)) if !path.is_empty() => Ok(Self::Sqlite(path.into())),
            Some(("postgres" | "postgresql", _)) => {
                let options = PgConnectOptions::from_str(address);
                let options = options.map_err(|error| DatabaseError::Postgres(error.into()))?;
                Ok(Self::Postgres(Box::new(options)))
            }
            _ => Err(DatabaseError::Unknown),
        }
    }
}

impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(file) => write!(f, "sqlite:{}", file.display()),
            Self::Postgres(address) => {
                let database = address.get_database().unwrap_or_default();
                write!(f, "postgres://{}/{database}", address.get_host())
            }
        }
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_file_or_a_server() {
        let read = |address: &str| Database::from_str(address).map(|found| found.to_string());
        assert_eq!(
            read("sqlite:/var/lib/a.db").unwrap(),
            "sqlite:/var/lib/a.db"
        );
        let city = "postgres://yjs:secret@db.city.example:5433/yijianshi?sslmode=verify-full";
        assert_eq!(read(city).unwrap(), "postgres://db.city.example/yijianshi");
        for other in [
            "",
            "sqlite:",
            "mysql://db/a",
            "/var/lib/a.db",
            "postgres://db:port/a",
        ] {
            assert!(read(other).is_err(), "{other}");
        }
    }

    #[test]
    fn no_password_is_printed() {
        let city = Database::from_str("postgres://yjs:secret@db/yijianshi").unwrap();
        let wrong = Database::from_str("postgres://yjs:secret@db:port/yijianshi").unwrap_err();
        assert!(!format!("{city} {city:?} {wrong} {wrong:?}").contains("secret"));
    }
}
