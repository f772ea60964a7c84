-- As before, but with OFFSET 0 the look-up stays one by the primary key for each new row. Without it a plan that was made while the table
-- was small joins with all of it, and is kept until the table is analysed.
CREATE OR REPLACE FUNCTION require_predecessor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM added a
        WHERE a.sequence > 0
          AND NOT EXISTS (
              SELECT FROM commitments.entry p WHERE p.ledger_id = a.ledger_id AND p.sequence = a.sequence - 1 OFFSET 0)
    ) THEN
        -- A class of its own: the writer's state is not the store's.
        RAISE EXCEPTION 'an entry needs the entry before it' USING ERRCODE = 'KP001';
    END IF;
    RETURN NULL;
END $$;
