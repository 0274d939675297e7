-- Times are seconds since 1970 where the server compares them, RFC 3339 where people read them.

CREATE TABLE sessions (
    -- SHA-256 of the cookie's token: who reads the database cannot sign in with it.
    token_hash BLOB PRIMARY KEY,
    person TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;

-- Every scenario as it was ever served, so that a draft or a case finds the version it was made with.
CREATE TABLE scenario_versions (
    hash TEXT PRIMARY KEY,
    scenario TEXT NOT NULL,
    region TEXT NOT NULL,
    json TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE cases (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    person TEXT NOT NULL,
    scenario TEXT NOT NULL,
    title TEXT NOT NULL,
    region TEXT NOT NULL,
    scenario_hash TEXT NOT NULL REFERENCES scenario_versions (hash),
    submitted_at TEXT NOT NULL,
    -- The application as it counts: relevant answers, effective values in normal form (JSON).
    application TEXT NOT NULL,
    -- Names of what follows by itself (JSON).
    automatic TEXT NOT NULL,
    -- Set when every lane is final.
    closed_at TEXT
);
-- 在办重复: one open case of a scenario per person.
CREATE UNIQUE INDEX cases_open ON cases (person, scenario) WHERE closed_at IS NULL;
CREATE INDEX cases_by_person ON cases (person, id);

CREATE TABLE lanes (
    case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    service TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    office TEXT NOT NULL,
    state TEXT NOT NULL,
    due TEXT,
    due_exact INTEGER NOT NULL,
    -- While the clock stands still: what is left of the promised time (JSON).
    paused TEXT,
    PRIMARY KEY (case_id, service)
) WITHOUT ROWID;

CREATE TABLE lane_events (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL,
    service TEXT NOT NULL,
    at TEXT NOT NULL,
    what TEXT NOT NULL,
    FOREIGN KEY (case_id, service) REFERENCES lanes (case_id, service) ON DELETE CASCADE
);
CREATE INDEX lane_events_of_case ON lane_events (case_id, id);

CREATE TABLE case_materials (
    case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    material TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    supplied TEXT NOT NULL,
    due TEXT,
    PRIMARY KEY (case_id, material)
) WITHOUT ROWID;

CREATE TABLE uploads (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    scenario TEXT NOT NULL,
    material TEXT NOT NULL,
    page TEXT NOT NULL,
    length INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    -- What the scenario asked of the file when it was announced (JSON).
    policy TEXT NOT NULL,
    -- The pre-check's report, once all bytes have arrived and their sum is right (JSON).
    report TEXT,
    -- 转人工审核: it was handed in although the report blocks it.
    for_review INTEGER NOT NULL DEFAULT 0,
    case_id INTEGER REFERENCES cases (id),
    created_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX uploads_by_person ON uploads (person, case_id);

CREATE TABLE idempotency (
    -- The person, or the back offices together.
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    -- SHA-256 of method, path and body.
    fingerprint BLOB NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (scope, key)
) WITHOUT ROWID;
