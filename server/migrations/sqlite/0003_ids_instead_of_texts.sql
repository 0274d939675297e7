-- A case keeps ids; names and offices are looked up in the scenario version it was made with, so that another language
-- can be shown and one thing is stored once. The version of every case is in scenario_versions (foreign key).

ALTER TABLE lanes RENAME TO service_tracks;
ALTER TABLE lane_events RENAME TO track_events;
DROP INDEX lane_events_of_case;
CREATE INDEX track_events_of_case ON track_events (case_id, id);

-- What follows by itself: names become the ids of services.
UPDATE cases SET automatic = (
    SELECT json_group_array(json_extract(service.value, '$.id'))
    FROM scenario_versions AS version, json_each(version.json, '$.services') AS service
    WHERE version.hash = cases.scenario_hash
      AND EXISTS (
          SELECT 1 FROM json_each(cases.automatic) AS named
          WHERE named.value = coalesce(
              json_extract(service.value, '$.name."zh-Hans"'), json_extract(service.value, '$.name')
          )
      )
)
WHERE automatic <> '[]';

-- Lines of a checklist that the applicant was not sure of: their words become their ids. The id of a row's material is
-- that of the material, of the group and of the row, joined by '-'.
UPDATE cases SET flags = (
    SELECT json_group_array(json(
        CASE WHEN json_type(flag.value, '$.unsure') IS NULL THEN flag.value
        ELSE json_object('unsure', json_object(
            'material', json_extract(flag.value, '$.unsure.material'),
            'ask', coalesce(
                (
                    SELECT json_extract(ask.value, '$.id')
                    FROM scenario_versions AS version,
                         json_each(version.json, '$.materials') AS material,
                         json_each(material.value, '$.ask') AS ask
                    WHERE version.hash = cases.scenario_hash
                      AND json_extract(material.value, '$.id') = substr(
                          json_extract(flag.value, '$.unsure.material'), 1,
                          instr(json_extract(flag.value, '$.unsure.material') || '-', '-') - 1
                      )
                      AND json_extract(flag.value, '$.unsure.say') = coalesce(
                          json_extract(ask.value, '$.say."zh-Hans"'), json_extract(ask.value, '$.say')
                      )
                ),
                json_extract(flag.value, '$.unsure.say')
            )
        )) END
    ))
    FROM json_each(cases.flags) AS flag
)
WHERE flags LIKE '%"unsure"%';

ALTER TABLE cases DROP COLUMN title;
ALTER TABLE service_tracks DROP COLUMN name;
ALTER TABLE service_tracks DROP COLUMN office;
ALTER TABLE case_materials DROP COLUMN name;
