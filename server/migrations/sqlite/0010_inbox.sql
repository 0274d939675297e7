-- Of which events whom has been told: ids only, the words are made when it is read. It is written in the transaction of
-- the event, so that nothing happens of which nobody hears.
CREATE TABLE inbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person TEXT NOT NULL,
    case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    -- In seconds since 1970.
    at INTEGER NOT NULL,
    -- The outgoing hook: when it took the notice, how often it was tried in vain, when it is tried next.
    sent_at INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_try INTEGER NOT NULL DEFAULT 0,
    UNIQUE (person, case_id, seq)
);
CREATE INDEX inbox_of_person ON inbox (person, id);
CREATE INDEX inbox_to_send ON inbox (next_try) WHERE sent_at IS NULL;

-- Everything up to this one has been read.
CREATE TABLE inbox_read (
    person TEXT PRIMARY KEY,
    up_to INTEGER NOT NULL
) WITHOUT ROWID;
