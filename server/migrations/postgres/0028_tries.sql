-- How often something was tried in a minute, by a digest of who did. It is of no use after a crash, so it is not logged.
CREATE UNLOGGED TABLE IF NOT EXISTS tries (
    caller BYTEA PRIMARY KEY,
    since BIGINT NOT NULL,
    count BIGINT NOT NULL
);
