-- 预约取号: the numbers at counters that are held, for the lists of offices and for what is free. A projection of the
-- cases' events. Of one counter and day each number is held once, whoever asks at the same time.
CREATE TABLE visits (
    case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    service TEXT NOT NULL,
    region TEXT NOT NULL,
    counter TEXT NOT NULL,
    day TEXT NOT NULL,
    -- RFC 3339, China's time zone.
    at TEXT NOT NULL,
    number TEXT NOT NULL,
    PRIMARY KEY (case_id, service)
) WITHOUT ROWID;
CREATE UNIQUE INDEX visits_number ON visits (region, counter, day, number);
CREATE INDEX visits_of_day ON visits (day, at);
