-- Each release of a draft that may still be on its way: the draft is held until the last of them has come to an end.
ALTER TABLE draft ADD COLUMN releases uuid[] NOT NULL DEFAULT '{}';
ALTER TABLE draft ADD COLUMN release_began timestamptz;
