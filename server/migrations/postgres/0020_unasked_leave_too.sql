-- 免申即享 leaves by the outgoing hook like everything else: a row is about an event of a case, or about a notice that
-- nobody has asked for. One table, so that one row of numbers tells the receiver a repeated notice from a new one.
ALTER TABLE inbox ALTER COLUMN case_id DROP NOT NULL;
ALTER TABLE inbox ALTER COLUMN seq DROP NOT NULL;
-- A notice of a scenario, where it is about no event.
ALTER TABLE inbox ADD COLUMN scenario TEXT;
ALTER TABLE inbox ADD COLUMN notice TEXT;
ALTER TABLE inbox ADD UNIQUE (person, scenario, notice);
ALTER TABLE inbox ADD CHECK ((case_id IS NULL) = (notice IS NOT NULL));
