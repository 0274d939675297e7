-- 另外办理: the steps at other offices that the plan of a case named, for the applicant to tick off. It is a note of the
-- applicant's own and no event of the case: no office waits for it, nothing follows from it, and it can be taken back.
CREATE TABLE elsewhere_steps (
    case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    service TEXT NOT NULL,
    position INTEGER NOT NULL,
    is_done INTEGER NOT NULL DEFAULT FALSE,
    PRIMARY KEY (case_id, service)
) WITHOUT ROWID;
