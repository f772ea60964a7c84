-- In which store the bytes of a content are; its key is here in any case.
ALTER TABLE evidence_content ADD COLUMN store text NOT NULL DEFAULT 'postgres' CHECK (store IN ('postgres', 's3'));
-- By which id the store knows what has begun to arrive, so that it can be given up without this process.
ALTER TABLE evidence_content ADD COLUMN upload_id text;

-- Contents whose keys are gone and whose bytes are still to be deleted from their store.
CREATE TABLE evidence_removal (
    content_id uuid        PRIMARY KEY,
    store      text        NOT NULL,
    upload_id  text,
    -- Until then what was sent while they arrived may still come to the store; they are deleted once more after it.
    late_until timestamptz NOT NULL,
    next_at    timestamptz NOT NULL,
    -- How often the store has not deleted them.
    failures   int         NOT NULL DEFAULT 0
);
CREATE INDEX evidence_removal_next ON evidence_removal (next_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON evidence_removal TO commitments_app;
