-- 免申即享: what a person was told without having asked, by ids. Told once; what was dismissed is never shown again.
CREATE TABLE IF NOT EXISTS proactive_notices (
    person TEXT NOT NULL,
    scenario TEXT NOT NULL,
    notice TEXT NOT NULL,
    -- In seconds since 1970.
    at INTEGER NOT NULL,
    -- Whether it follows from the records as they were last looked at.
    holds INTEGER NOT NULL,
    read INTEGER NOT NULL DEFAULT 0,
    dismissed INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (person, scenario, notice)
) WITHOUT ROWID;

-- Whose records are looked at next: of those who came by lately, daily, and at once when something was decided.
CREATE TABLE IF NOT EXISTS proactive_due (
    person TEXT PRIMARY KEY,
    -- In seconds since 1970.
    due INTEGER NOT NULL,
    until INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS proactive_by_due ON proactive_due (due);
