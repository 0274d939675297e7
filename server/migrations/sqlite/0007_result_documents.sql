-- The codes of printed results: whoever holds one sees at /verify/<code> that it is genuine. Only a sum of the code is
-- kept, so that who has the database alone can print nothing that verifies.

CREATE TABLE result_documents (
    -- SHA-256 of the code.
    code BLOB PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    service TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX result_documents_of_case ON result_documents (case_id);
