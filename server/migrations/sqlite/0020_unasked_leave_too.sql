-- 免申即享 leaves by the outgoing hook like everything else: a row is about an event of a case, or about a notice that
-- nobody has asked for. One table, so that one row of numbers tells the receiver a repeated notice from a new one.
CREATE TABLE inbox_of_both (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person TEXT NOT NULL,
    case_id INTEGER REFERENCES cases (id) ON DELETE CASCADE,
    seq INTEGER,
    -- A notice of a scenario, where it is about no event.
    scenario TEXT,
    notice TEXT,
    -- In seconds since 1970.
    at INTEGER NOT NULL,
    -- The outgoing hook: when it took the notice, how often it was tried in vain, when it is tried next.
    sent_at INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_try INTEGER NOT NULL DEFAULT 0,
    UNIQUE (person, case_id, seq),
    UNIQUE (person, scenario, notice),
    CHECK ((case_id IS NULL) = (notice IS NOT NULL))
);
INSERT INTO inbox_of_both (id, person, case_id, seq, at, sent_at, attempts, next_try)
    SELECT id, person, case_id, seq, at, sent_at, attempts, next_try FROM inbox;
-- Numbers of rows that are gone are not given out again.
DELETE FROM sqlite_sequence WHERE name = 'inbox_of_both';
INSERT INTO sqlite_sequence (name, seq) SELECT 'inbox_of_both', seq FROM sqlite_sequence WHERE name = 'inbox';
DROP TABLE inbox;
ALTER TABLE inbox_of_both RENAME TO inbox;
CREATE INDEX inbox_of_person ON inbox (person, id);
CREATE INDEX inbox_to_send ON inbox (next_try) WHERE sent_at IS NULL;
