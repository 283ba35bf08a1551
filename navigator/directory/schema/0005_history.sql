-- Every change to a listing: the fields that changed, as they were and as they became, as JSON objects by field. Nothing
-- is taken out of it but the whereabouts of a place that became confidential.
CREATE TABLE change (
  "key" INTEGER PRIMARY KEY,
  service_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('add', 'edit', 'verify', 'no-answer', 'merge', 'restore', 'undo', 'update')),
  made_at TEXT NOT NULL,
  made_by TEXT,
  why TEXT,
  batch INTEGER NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL
);
CREATE INDEX change_service ON change (service_id, "key");
CREATE INDEX change_batch ON change (batch);
CREATE INDEX change_made ON change (made_at);

ALTER TABLE verification ADD COLUMN next_due TEXT;
ALTER TABLE verification ADD COLUMN made_by TEXT;

-- Two listings that look alike and are two services.
CREATE TABLE apart (
  one TEXT NOT NULL,
  other TEXT NOT NULL,
  noted_at TEXT NOT NULL,
  PRIMARY KEY (one, other),
  CHECK (one < other)
);

-- Where copies of the directory went, so that they can be called back.
CREATE TABLE sent_copy (
  "key" INTEGER PRIMARY KEY,
  sent_at TEXT NOT NULL,
  name TEXT NOT NULL
);

-- Without these, taking a source or a place away reads every row that might name it.
CREATE INDEX criterion_source ON criterion (source_key);
CREATE INDEX stance_source ON stance (source_key);
CREATE INDEX schedule_source ON schedule (source_key);
CREATE INDEX link_source ON link (source_key);
CREATE INDEX link_to ON link (to_id);
CREATE INDEX service_at_location_location ON service_at_location (location_key);
