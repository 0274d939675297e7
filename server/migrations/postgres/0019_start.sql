-- The tables as the migrations of SQLite leave them after their number 19: what each is for is said there. From here on
-- a change is a migration in both folders, under one number. A test compares the two.
--
-- Whole numbers are BIGINT, truths BOOLEAN. Times are seconds since 1970 where the server compares them, RFC 3339 where
-- people read them.

CREATE TABLE sessions (
    token_hash BYTEA PRIMARY KEY,
    person TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE scenario_versions (
    hash TEXT PRIMARY KEY,
    scenario TEXT NOT NULL,
    region TEXT NOT NULL,
    json TEXT NOT NULL
);

CREATE TABLE cases (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    person TEXT NOT NULL,
    scenario TEXT NOT NULL,
    region TEXT NOT NULL,
    scenario_hash TEXT NOT NULL REFERENCES scenario_versions (hash),
    submitted_at TEXT NOT NULL,
    application TEXT NOT NULL,
    automatic TEXT NOT NULL,
    closed_at TEXT,
    flags TEXT NOT NULL DEFAULT '[]',
    owes BOOLEAN NOT NULL DEFAULT FALSE,
    next_due BIGINT,
    office_owes BOOLEAN NOT NULL DEFAULT FALSE,
    basis TEXT
);
CREATE INDEX cases_open ON cases (person, scenario, id) WHERE closed_at IS NULL;
CREATE INDEX cases_by_person ON cases (person, id);
CREATE INDEX cases_due ON cases (next_due) WHERE next_due IS NOT NULL;

CREATE TABLE service_tracks (
    case_id BIGINT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    service TEXT NOT NULL,
    position BIGINT NOT NULL,
    state TEXT NOT NULL,
    due TEXT,
    due_exact BOOLEAN NOT NULL,
    PRIMARY KEY (case_id, service)
);

CREATE TABLE track_events (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id BIGINT NOT NULL,
    service TEXT NOT NULL,
    at TEXT NOT NULL,
    what TEXT NOT NULL,
    FOREIGN KEY (case_id, service) REFERENCES service_tracks (case_id, service) ON DELETE CASCADE
);
CREATE INDEX track_events_of_case ON track_events (case_id, id);

CREATE TABLE case_materials (
    case_id BIGINT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    material TEXT NOT NULL,
    position BIGINT NOT NULL,
    supplied TEXT NOT NULL,
    due TEXT,
    PRIMARY KEY (case_id, material)
);

CREATE TABLE case_events (
    case_id BIGINT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    seq BIGINT NOT NULL,
    at TEXT NOT NULL,
    what TEXT NOT NULL,
    PRIMARY KEY (case_id, seq)
);

CREATE TABLE case_texts (
    case_id BIGINT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (case_id, id)
);

CREATE TABLE superseded (
    case_id BIGINT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    seq BIGINT NOT NULL,
    at TEXT NOT NULL,
    what TEXT NOT NULL,
    PRIMARY KEY (case_id, seq)
);

CREATE TABLE elsewhere_steps (
    case_id BIGINT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    service TEXT NOT NULL,
    position BIGINT NOT NULL,
    is_done BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (case_id, service)
);

CREATE TABLE open_subjects (
    person TEXT NOT NULL,
    scenario TEXT NOT NULL,
    subject BYTEA NOT NULL,
    case_id BIGINT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    PRIMARY KEY (person, scenario, subject)
);
CREATE INDEX open_subjects_of_case ON open_subjects (case_id);

CREATE TABLE subject_key (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    fingerprint BYTEA NOT NULL
);

CREATE TABLE result_documents (
    code BYTEA PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    service TEXT NOT NULL
);
CREATE INDEX result_documents_of_case ON result_documents (case_id);

CREATE TABLE visits (
    case_id BIGINT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    service TEXT NOT NULL,
    region TEXT NOT NULL,
    counter TEXT NOT NULL,
    day TEXT NOT NULL,
    at TEXT NOT NULL,
    number TEXT NOT NULL,
    PRIMARY KEY (case_id, service)
);
CREATE UNIQUE INDEX visits_number ON visits (region, counter, day, number);
CREATE INDEX visits_of_day ON visits (day, at);

CREATE TABLE uploads (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    scenario TEXT NOT NULL,
    material TEXT NOT NULL,
    page TEXT NOT NULL,
    length BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    policy TEXT NOT NULL,
    report TEXT,
    for_review BOOLEAN NOT NULL DEFAULT FALSE,
    case_id BIGINT REFERENCES cases (id),
    created_at BIGINT NOT NULL,
    outcome TEXT
);
CREATE INDEX uploads_by_person ON uploads (person, case_id);

CREATE TABLE inbox (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person TEXT NOT NULL,
    case_id BIGINT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    sent_at BIGINT,
    attempts BIGINT NOT NULL DEFAULT 0,
    next_try BIGINT NOT NULL DEFAULT 0,
    UNIQUE (person, case_id, seq)
);
CREATE INDEX inbox_of_person ON inbox (person, id);
CREATE INDEX inbox_to_send ON inbox (next_try) WHERE sent_at IS NULL;

CREATE TABLE inbox_read (
    person TEXT PRIMARY KEY,
    up_to BIGINT NOT NULL
);

CREATE TABLE proactive_notices (
    person TEXT NOT NULL,
    scenario TEXT NOT NULL,
    notice TEXT NOT NULL,
    at BIGINT NOT NULL,
    holds BOOLEAN NOT NULL,
    read BOOLEAN NOT NULL DEFAULT FALSE,
    dismissed BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (person, scenario, notice)
);

CREATE TABLE proactive_due (
    person TEXT PRIMARY KEY,
    due BIGINT NOT NULL,
    until BIGINT NOT NULL
);
CREATE INDEX proactive_by_due ON proactive_due (due);

CREATE TABLE idempotency (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint BYTEA NOT NULL,
    status BIGINT NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    case_number TEXT,
    PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_of_case ON idempotency (case_number) WHERE case_number IS NOT NULL;

CREATE TABLE readiness (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    at BIGINT NOT NULL
);

-- The two below are read in the order of their numbers, from the last one that was read. Of two transactions the one
-- with the higher number may commit first: whoever reads waits until no lower one can follow, by `written_by`.

CREATE TABLE precheck_outcomes (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    day TEXT NOT NULL,
    region TEXT NOT NULL,
    scenario TEXT NOT NULL,
    version TEXT NOT NULL,
    material TEXT NOT NULL,
    page TEXT NOT NULL,
    for_review BOOLEAN NOT NULL,
    outcome TEXT NOT NULL,
    reasons TEXT NOT NULL,
    report TEXT NOT NULL,
    written_by XID8 NOT NULL DEFAULT pg_current_xact_id()
);

CREATE TABLE audit (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at TEXT NOT NULL,
    office TEXT NOT NULL,
    clerk TEXT NOT NULL,
    what TEXT NOT NULL,
    case_number TEXT,
    detail TEXT,
    status BIGINT NOT NULL,
    written_by XID8 NOT NULL DEFAULT pg_current_xact_id()
);

CREATE FUNCTION audit_is_added_to_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is added to alone';
END;
$$;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION audit_is_added_to_alone();
CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_is_added_to_alone();
