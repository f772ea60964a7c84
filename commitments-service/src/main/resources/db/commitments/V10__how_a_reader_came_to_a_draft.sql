-- Whoever was let in as a member of the author's side reads on only as such. Of readers from before it is not known.
ALTER TABLE draft ADD COLUMN reader_by_link boolean NOT NULL DEFAULT true;
