-- How often something was tried in a minute, by a digest of who did. One server counts in memory; the tables are those
-- of PostgreSQL all the same.
CREATE TABLE IF NOT EXISTS tries (
    caller BLOB PRIMARY KEY,
    since INTEGER NOT NULL,
    count INTEGER NOT NULL
);
