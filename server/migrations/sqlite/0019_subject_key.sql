-- By what the key is known under which people's numbers are digested (open_subjects): a server that has another one would
-- neither find of whom cases are open, nor print results that verify. Nothing follows from it about the key.
CREATE TABLE subject_key (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    fingerprint BLOB NOT NULL
);
