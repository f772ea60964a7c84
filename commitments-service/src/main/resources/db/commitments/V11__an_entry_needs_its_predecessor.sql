-- Whatever a writer believes: no entry is stored whose predecessor is not there. One look-up by the primary key for each new row.
CREATE FUNCTION require_predecessor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM added a
        WHERE a.sequence > 0
          AND NOT EXISTS (SELECT FROM commitments.entry p WHERE p.ledger_id = a.ledger_id AND p.sequence = a.sequence - 1)
    ) THEN
        -- A class of its own: the writer's state is not the store's.
        RAISE EXCEPTION 'an entry needs the entry before it' USING ERRCODE = 'KP001';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER entry_has_predecessor AFTER INSERT ON entry REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION require_predecessor();
ALTER TABLE entry ENABLE ALWAYS TRIGGER entry_has_predecessor;
