-- Which session at the identity service a session here began with, as a digest; and the tokens by which the service
-- has said that somebody is signed out, each good for once.
ALTER TABLE sessions ADD COLUMN provider_session BLOB;
CREATE INDEX IF NOT EXISTS sessions_of_person ON sessions (person);
CREATE INDEX IF NOT EXISTS sessions_of_provider ON sessions (provider_session);
CREATE TABLE IF NOT EXISTS logout_tokens (
    id BLOB PRIMARY KEY,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;
