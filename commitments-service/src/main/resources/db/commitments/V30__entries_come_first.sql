-- Readers know who may still write entries by the locks on the table, which a transaction must have before it has an id. One that wrote
-- something else before has had its id for a while, and readers may be past it.
CREATE FUNCTION require_entries_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_current_xact_id_if_assigned() IS NOT NULL
       AND NOT EXISTS (SELECT FROM commitments.entry WHERE xid = pg_current_xact_id_if_assigned()) THEN
        RAISE EXCEPTION 'entries are the first thing that a transaction writes' USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER entry_comes_first BEFORE INSERT ON entry FOR EACH STATEMENT EXECUTE FUNCTION require_entries_first();
ALTER TABLE entry ENABLE ALWAYS TRIGGER entry_comes_first;
