-- One row that is written when somebody asks whether the server is ready: whether it can write is known by writing alone.
CREATE TABLE readiness (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- In seconds since 1970.
    at INTEGER NOT NULL
);
