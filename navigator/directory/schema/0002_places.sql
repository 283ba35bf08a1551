CREATE TABLE borough (
  name TEXT PRIMARY KEY,
  outline TEXT NOT NULL
);

CREATE TABLE postcode_sector (
  sector TEXT PRIMARY KEY,
  latitude REAL NOT NULL,
  longitude REAL NOT NULL,
  spread_m INTEGER NOT NULL,
  postcodes INTEGER NOT NULL
);

CREATE TABLE sector_borough (
  sector TEXT NOT NULL REFERENCES postcode_sector (sector),
  borough TEXT NOT NULL,
  share REAL NOT NULL,
  PRIMARY KEY (sector, borough)
);

CREATE TABLE place (
  name TEXT PRIMARY KEY,
  latitude REAL NOT NULL,
  longitude REAL NOT NULL
);

CREATE TABLE place_name (
  name TEXT PRIMARY KEY,
  place TEXT NOT NULL REFERENCES place (name)
);

CREATE TABLE place_borough (
  place TEXT NOT NULL REFERENCES place (name),
  borough TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (place, borough)
);
