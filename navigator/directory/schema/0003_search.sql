-- What search reads, derived from the listing whenever it is written: folded words by field, and the line a list shows.
CREATE TABLE search_entry (
  "key" INTEGER PRIMARY KEY REFERENCES service ("key") ON DELETE CASCADE,
  name TEXT NOT NULL,
  also TEXT NOT NULL,
  organization TEXT NOT NULL,
  kinds TEXT NOT NULL,
  place TEXT NOT NULL,
  description TEXT NOT NULL,
  details TEXT NOT NULL,
  codes TEXT NOT NULL,
  fresh TEXT NOT NULL,
  line TEXT NOT NULL
);

CREATE INDEX search_entry_name ON search_entry (name);

-- How many services hold each word or code: kept in step by the writer, since reading it off the index takes seconds.
CREATE TABLE search_word (
  word TEXT PRIMARY KEY,
  services INTEGER NOT NULL
) WITHOUT ROWID;

-- Plain English words, which are never taken for a misspelling of another.
CREATE TABLE english_word (
  word TEXT PRIMARY KEY
) WITHOUT ROWID;

CREATE VIRTUAL TABLE search_index USING fts5 (
  name, also, organization, kinds, place, description, details, codes,
  content = 'search_entry', content_rowid = 'key',
  tokenize = "unicode61 remove_diacritics 0 tokenchars ':-.'"
);
-- Names alone: small, so that a named service is found at once in a directory of any size.
CREATE VIRTUAL TABLE name_index USING fts5 (
  name, also, content = 'search_entry', content_rowid = 'key',
  tokenize = "unicode61 remove_diacritics 0 tokenchars ':-.'",
  prefix = '3'
);
CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab (search_index, 'row');

CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
  INSERT INTO search_index (rowid, name, also, organization, kinds, place, description, details, codes)
  VALUES (new."key", new.name, new.also, new.organization, new.kinds, new.place, new.description, new.details, new.codes);
  INSERT INTO name_index (rowid, name, also) VALUES (new."key", new.name, new.also);
END;

CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
  INSERT INTO name_index (name_index, rowid, name, also) VALUES ('delete', old."key", old.name, old.also);
  INSERT INTO search_index (search_index, rowid, name, also, organization, kinds, place, description, details, codes)
  VALUES ('delete', old."key", old.name, old.also, old.organization, old.kinds, old.place, old.description, old.details, old.codes);
END;

CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN
  INSERT INTO name_index (name_index, rowid, name, also) VALUES ('delete', old."key", old.name, old.also);
  INSERT INTO search_index (search_index, rowid, name, also, organization, kinds, place, description, details, codes)
  VALUES ('delete', old."key", old.name, old.also, old.organization, old.kinds, old.place, old.description, old.details, old.codes);
  INSERT INTO search_index (rowid, name, also, organization, kinds, place, description, details, codes)
  VALUES (new."key", new.name, new.also, new.organization, new.kinds, new.place, new.description, new.details, new.codes);
  INSERT INTO name_index (rowid, name, also) VALUES (new."key", new.name, new.also);
END;
