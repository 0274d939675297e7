-- 在办重复: a person has one open case of a scenario for each of the people it may be about (a child, the one who died, an
-- employee), where so far it was one open case of a scenario. A row is there for as long as its case is open. Those of
-- cases that an earlier release accepted are added by the server when it starts, for only it can compute them.
DROP INDEX cases_open;
CREATE INDEX cases_open ON cases (person, scenario, id) WHERE closed_at IS NULL;

CREATE TABLE open_subjects (
    person TEXT NOT NULL,
    scenario TEXT NOT NULL,
    -- HMAC-SHA256 of the number of a document, under a key that is not in the database.
    subject BLOB NOT NULL,
    case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    PRIMARY KEY (person, scenario, subject)
) WITHOUT ROWID;
CREATE INDEX open_subjects_of_case ON open_subjects (case_id);
