-- Signing in at the identity service of a place, and sessions that have an end however much they are used.
ALTER TABLE sessions ADD COLUMN ends_at INTEGER NOT NULL DEFAULT 0;
-- How it began: demo, provider, handover.
ALTER TABLE sessions ADD COLUMN begun_by TEXT NOT NULL DEFAULT 'demo';
UPDATE sessions SET ends_at = expires_at;

-- Those whom the identity service has proven, as it last told them.
CREATE TABLE IF NOT EXISTS proven_people (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    number TEXT NOT NULL,
    mobile TEXT,
    employer_name TEXT,
    credit_code TEXT,
    -- The name of the service.
    proven_by TEXT NOT NULL,
    -- In seconds since 1970.
    proven_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS proven_people_by_day ON proven_people (proven_at);

-- Browsers that are at the identity service now. Secrets are kept as digests, but for what is sent to the service.
CREATE TABLE IF NOT EXISTS sign_ins (
    state BLOB PRIMARY KEY,
    browser BLOB NOT NULL,
    nonce TEXT NOT NULL,
    verifier TEXT NOT NULL,
    return_to TEXT NOT NULL,
    expires_at INTEGER NOT NULL
);

-- Sessions that a mini-program hands in, by the digest of their code.
CREATE TABLE IF NOT EXISTS handovers (
    code BLOB PRIMARY KEY,
    person TEXT NOT NULL,
    return_to TEXT NOT NULL,
    expires_at INTEGER NOT NULL
);
