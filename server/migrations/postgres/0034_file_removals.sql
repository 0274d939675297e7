-- Files whose rows are gone and whose bytes are still to be removed: the object store may be away, or the server be
-- killed between the two. When it was tried last and failed; 0 where it was not tried yet.
CREATE TABLE IF NOT EXISTS file_removals (
    id TEXT PRIMARY KEY,
    tried_at BIGINT NOT NULL
);
