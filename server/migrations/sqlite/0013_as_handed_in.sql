-- What the registers said when a case was handed in, as far as its plan stands on it (JSON): a later change is judged by
-- it, and not by what they say by then. Cases of earlier releases have none.
ALTER TABLE cases ADD COLUMN basis TEXT;

-- What stood in fields and papers before an answer of the applicant changed them: what was decided by then was decided
-- by it. Fields and papers by id (JSON).
CREATE TABLE superseded (
    case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    -- The event that changed them.
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    what TEXT NOT NULL,
    PRIMARY KEY (case_id, seq)
) WITHOUT ROWID;
