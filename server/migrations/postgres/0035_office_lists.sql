-- An office's list goes through the cases that wait, the oldest first, and finds by these alone which are of its
-- scenarios and regions; one by state through the services in that state. What is asked stood in clear before.
CREATE INDEX IF NOT EXISTS cases_listed ON cases (id, scenario, region) WHERE closed_at IS NULL OR office_owes;
CREATE INDEX IF NOT EXISTS service_tracks_by_state ON service_tracks (state, case_id, service);
