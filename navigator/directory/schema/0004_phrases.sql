-- What phrases of the field stand for, by the stems of their words: entries of the glossary, and codes of the index that
-- a term of the vocabulary has, in this order. Derived from those.
CREATE TABLE phrase (
  roots TEXT NOT NULL,
  position INTEGER NOT NULL,
  entry TEXT REFERENCES glossary_entry (term),
  code TEXT,
  PRIMARY KEY (roots, position)
) WITHOUT ROWID;

-- Words of the glossary, the vocabulary and the places are known, also while no listing holds them.
ALTER TABLE search_word ADD COLUMN known BOOLEAN NOT NULL DEFAULT 0 CHECK (known IN (0, 1));
