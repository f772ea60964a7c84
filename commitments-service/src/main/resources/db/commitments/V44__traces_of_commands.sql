-- The span of the command that an entry comes of, as W3C's traceparent: random ids and nothing else. Null where the trace is not recorded, as
-- most are. It is no part of the entry: no statement, root or export knows of it.
ALTER TABLE entry ADD COLUMN trace text;

GRANT INSERT (trace) ON entry TO commitments_app;
