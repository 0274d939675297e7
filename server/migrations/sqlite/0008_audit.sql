-- Who has read and done what over /ops: which office and clerk, when, by which route, of which case. Ids only. It can
-- be added to and read; no statement of the server changes or removes a row, and the database refuses one that would.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    office TEXT NOT NULL,
    clerk TEXT NOT NULL,
    -- The method and the route: GET /ops/v1/cases/{number}
    what TEXT NOT NULL,
    case_number TEXT,
    -- The file that was read, or the action and its service.
    detail TEXT,
    -- How it was answered.
    status INTEGER NOT NULL
);

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT raise(ABORT, 'the audit trail is added to alone'); END;

CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit
BEGIN SELECT raise(ABORT, 'the audit trail is added to alone'); END;
