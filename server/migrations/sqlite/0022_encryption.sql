-- Keys by which texts of people and their files are encrypted (src/encryption.rs).
CREATE TABLE IF NOT EXISTS data_keys (
    -- 16 random bytes.
    id BLOB PRIMARY KEY,
    -- Whose texts it encrypts; empty for what is of nobody.
    person TEXT NOT NULL UNIQUE,
    -- The id of the master key it is encrypted with.
    master TEXT NOT NULL,
    wrapped BLOB NOT NULL
);
-- The key of the file, encrypted with the data key of its person; nothing where the file is in clear.
ALTER TABLE uploads ADD COLUMN file_key TEXT;
