-- Whether an office still owes something, such as a check or an answer, also of what is decided. A projection of the
-- case's events, as `owes` is for the applicant.
ALTER TABLE cases ADD COLUMN office_owes INTEGER NOT NULL DEFAULT 0;
