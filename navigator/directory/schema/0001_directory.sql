CREATE TABLE directory_fact (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE taxonomy_term (
  taxonomy TEXT NOT NULL,
  code TEXT NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  description TEXT,
  also TEXT NOT NULL,
  near TEXT NOT NULL,
  PRIMARY KEY (taxonomy, code)
);

CREATE TABLE glossary_entry (
  term TEXT PRIMARY KEY,
  expansion TEXT NOT NULL,
  means TEXT NOT NULL,
  synonyms TEXT NOT NULL,
  codes TEXT NOT NULL,
  facets TEXT NOT NULL,
  search_only TEXT NOT NULL,
  ambiguous TEXT NOT NULL
);

CREATE TABLE organization (
  "key" INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  website TEXT
);

CREATE TABLE service (
  "key" INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  organization_key INTEGER NOT NULL REFERENCES organization ("key"),
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('active', 'closed', 'unclear')),
  url TEXT,
  email TEXT,
  application_process TEXT,
  interpretation_services TEXT,
  open_access BOOLEAN NOT NULL CHECK (open_access IN (0, 1)),
  anyone_may_apply BOOLEAN NOT NULL CHECK (anyone_may_apply IN (0, 1))
);
CREATE INDEX service_organization ON service (organization_key);

CREATE TABLE source (
  "key" INTEGER PRIMARY KEY,
  service_key INTEGER NOT NULL REFERENCES service ("key") ON DELETE CASCADE,
  number INTEGER NOT NULL,
  url TEXT,
  title TEXT NOT NULL,
  page_date TEXT,
  UNIQUE (service_key, number)
);

CREATE TABLE alternate_name (
  service_key INTEGER NOT NULL REFERENCES service ("key") ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (service_key, position)
);

CREATE TABLE attribute (
  service_key INTEGER NOT NULL REFERENCES service ("key") ON DELETE CASCADE,
  taxonomy TEXT NOT NULL,
  code TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (service_key, taxonomy, code),
  FOREIGN KEY (taxonomy, code) REFERENCES taxonomy_term (taxonomy, code)
);

CREATE TABLE service_area (
  service_key INTEGER NOT NULL REFERENCES service ("key") ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (service_key, position)
);

CREATE TABLE location (
  "key" INTEGER PRIMARY KEY,
  name TEXT,
  latitude REAL,
  longitude REAL,
  confidential BOOLEAN NOT NULL CHECK (confidential IN (0, 1)),
  CHECK (NOT confidential OR (latitude IS NULL AND longitude IS NULL))
);
CREATE INDEX location_point ON location (latitude, longitude);

CREATE TABLE address (
  location_key INTEGER PRIMARY KEY REFERENCES location ("key") ON DELETE CASCADE,
  address_1 TEXT,
  city TEXT,
  postal_code TEXT
);

CREATE TABLE accessibility (
  location_key INTEGER NOT NULL REFERENCES location ("key") ON DELETE CASCADE,
  position INTEGER NOT NULL,
  code TEXT NOT NULL,
  PRIMARY KEY (location_key, position)
);

CREATE TABLE service_at_location (
  service_key INTEGER NOT NULL REFERENCES service ("key") ON DELETE CASCADE,
  location_key INTEGER NOT NULL REFERENCES location ("key") ON DELETE CASCADE,
  position INTEGER NOT NULL,
  PRIMARY KEY (service_key, location_key)
);

CREATE TABLE phone (
  service_key INTEGER NOT NULL REFERENCES service ("key") ON DELETE CASCADE,
  position INTEGER NOT NULL,
  number TEXT NOT NULL,
  description TEXT,
  PRIMARY KEY (service_key, position)
);

CREATE TABLE schedule (
  service_key INTEGER PRIMARY KEY REFERENCES service ("key") ON DELETE CASCADE,
  opening_hours TEXT,
  description TEXT,
  source_key INTEGER REFERENCES source ("key")
);

CREATE TABLE cost_option (
  service_key INTEGER PRIMARY KEY REFERENCES service ("key") ON DELETE CASCADE,
  "option" TEXT CHECK ("option" IN ('free', 'charged', 'mixed')),
  amount_description TEXT
);

CREATE TABLE language (
  service_key INTEGER NOT NULL REFERENCES service ("key") ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (service_key, position)
);

CREATE TABLE required_document (
  service_key INTEGER NOT NULL REFERENCES service ("key") ON DELETE CASCADE,
  position INTEGER NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (service_key, position)
);

CREATE TABLE criterion (
  "key" INTEGER PRIMARY KEY,
  service_key INTEGER NOT NULL REFERENCES service ("key") ON DELETE CASCADE,
  position INTEGER NOT NULL,
  facet TEXT NOT NULL,
  rule TEXT NOT NULL CHECK (rule IN ('requires', 'excludes', 'prioritises')),
  strength TEXT NOT NULL CHECK (strength IN ('hard', 'discretionary', 'contested')),
  minimum INTEGER,
  maximum INTEGER,
  note TEXT,
  source_key INTEGER NOT NULL REFERENCES source ("key"),
  UNIQUE (service_key, position)
);

CREATE TABLE criterion_value (
  criterion_key INTEGER NOT NULL REFERENCES criterion ("key") ON DELETE CASCADE,
  position INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (criterion_key, position)
);

CREATE TABLE stance (
  service_key INTEGER PRIMARY KEY REFERENCES service ("key") ON DELETE CASCADE,
  stance TEXT NOT NULL,
  note TEXT,
  source_key INTEGER REFERENCES source ("key")
);

CREATE TABLE flexibility (
  service_key INTEGER PRIMARY KEY REFERENCES service ("key") ON DELETE CASCADE,
  drop_in TEXT,
  out_of_hours TEXT,
  missed_appointments TEXT,
  re_entry TEXT,
  time_limit TEXT,
  wait_time TEXT
);

CREATE TABLE link (
  service_key INTEGER NOT NULL REFERENCES service ("key") ON DELETE CASCADE,
  position INTEGER NOT NULL,
  to_id TEXT REFERENCES service (id) DEFERRABLE INITIALLY DEFERRED,
  to_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  source_key INTEGER REFERENCES source ("key"),
  PRIMARY KEY (service_key, position)
);

CREATE TABLE verification (
  "key" INTEGER PRIMARY KEY,
  service_key INTEGER NOT NULL REFERENCES service ("key") ON DELETE CASCADE,
  checked_on TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('phone', 'visit', 'email', 'website')),
  confirmed TEXT NOT NULL,
  note TEXT
);
CREATE INDEX verification_service ON verification (service_key, checked_on);
