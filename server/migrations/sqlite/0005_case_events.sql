-- What happened to a case is the truth; everything else about its way is computed from it. The rows of service_tracks
-- and the columns below are projections for lists and for the sweeper, written in the transaction of the events.
-- Cases of an earlier release have track_events: the server turns them into events when it starts, for only it can.

CREATE TABLE case_events (
    case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    -- From 1 without a gap. Of two who act at once, one finds the number taken.
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    -- The whole event (JSON): ids and codes alone.
    what TEXT NOT NULL,
    PRIMARY KEY (case_id, seq)
) WITHOUT ROWID;

-- Words that people wrote, under the id that an event names: they can be deleted without touching what happened.
CREATE TABLE case_texts (
    case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (case_id, id)
) WITHOUT ROWID;

ALTER TABLE service_tracks DROP COLUMN paused;

-- closed_at: when every service had ended. Another case may then be of the same people.
-- Whether the applicant, or somebody who confirms, still owes something.
ALTER TABLE cases ADD COLUMN owes INTEGER NOT NULL DEFAULT 0;
-- The hand-in was taken back: as if it had never been made.
ALTER TABLE cases ADD COLUMN undone_at TEXT;
-- When time demands something next, in seconds since 1970.
ALTER TABLE cases ADD COLUMN next_due INTEGER;
CREATE INDEX cases_due ON cases (next_due) WHERE next_due IS NOT NULL;
