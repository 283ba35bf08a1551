-- What search reads is indexed anew only where a column of the index changed; names, which have an index of their own,
-- only where a name did.
DROP TRIGGER search_entry_changed;

CREATE TRIGGER search_entry_changed AFTER UPDATE OF name, also, organization, kinds, place, description, details, codes
ON search_entry BEGIN
  INSERT INTO search_index (search_index, rowid, name, also, organization, kinds, place, description, details, codes)
  VALUES ('delete', old."key", old.name, old.also, old.organization, old.kinds, old.place, old.description, old.details, old.codes);
  INSERT INTO search_index (rowid, name, also, organization, kinds, place, description, details, codes)
  VALUES (new."key", new.name, new.also, new.organization, new.kinds, new.place, new.description, new.details, new.codes);
END;

CREATE TRIGGER search_entry_renamed AFTER UPDATE OF name, also ON search_entry BEGIN
  INSERT INTO name_index (name_index, rowid, name, also) VALUES ('delete', old."key", old.name, old.also);
  INSERT INTO name_index (rowid, name, also) VALUES (new."key", new.name, new.also);
END;

-- Parts of the index are put together when eight of a size are there, not four: a change of thousands of listings waits
-- for it half as often, and a search looks up as fast.
INSERT INTO search_index (search_index, "rank") VALUES ('automerge', 8);
