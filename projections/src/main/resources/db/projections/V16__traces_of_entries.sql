-- The span of the command that an entry comes of, for whoever sends the entry on; null where none was recorded. Random ids and nothing else.
alter table entry add column trace text;
