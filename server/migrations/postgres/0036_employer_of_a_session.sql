-- For whom somebody acts is said when they sign in, and may be another one in another session: it is kept with the
-- session, encrypted. Those who act for somebody sign in once more, for of which session it was is not known.
DELETE FROM sessions WHERE person IN (SELECT id FROM proven_people WHERE credit_code IS NOT NULL);
DELETE FROM handovers WHERE person IN (SELECT id FROM proven_people WHERE credit_code IS NOT NULL);
ALTER TABLE sessions ADD COLUMN employer TEXT;
ALTER TABLE handovers ADD COLUMN employer TEXT;
ALTER TABLE proven_people DROP COLUMN employer_name;
ALTER TABLE proven_people DROP COLUMN credit_code;
