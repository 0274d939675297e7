-- What a clerk is asked to look at, besides the pictures themselves (JSON).
ALTER TABLE cases ADD COLUMN flags TEXT NOT NULL DEFAULT '[]';

-- What became of the picture: accepted or returned. The last word of any office that judged it.
ALTER TABLE uploads ADD COLUMN outcome TEXT;

-- What the pre-check said, held against what a clerk said: for tuning its thresholds. A row is written when a clerk
-- decides and never changed. It names no case, no person and no file, so that it may outlive all three.
CREATE TABLE precheck_outcomes (
    id INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    region TEXT NOT NULL,
    scenario TEXT NOT NULL,
    version TEXT NOT NULL,
    material TEXT NOT NULL,
    page TEXT NOT NULL,
    for_review INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    -- R01 to R16 (JSON); empty where the clerk named none.
    reasons TEXT NOT NULL,
    -- The report without what could tell the picture again (JSON).
    report TEXT NOT NULL
);
