-- What people write for themselves: no part of the record, read by no reader of the entries, and really deleted.
CREATE TABLE reflection (
    reflection_id   uuid        PRIMARY KEY,
    author_id       uuid        NOT NULL,
    ledger_id       uuid        NOT NULL,
    conversation_id uuid,
    -- A JSON array of what was asked and answered.
    answers         text        NOT NULL,
    words           tsvector    NOT NULL,
    created_at      timestamptz NOT NULL,
    changed_at      timestamptz NOT NULL,
    -- Counts every change.
    version         bigint      NOT NULL,
    -- Of the request that wrote it, keyed by its idempotency key; null without one.
    digest          text
);
COMMENT ON TABLE reflection IS 'Visible to its author alone.';
CREATE INDEX reflection_author ON reflection (author_id, created_at DESC, reflection_id DESC);
CREATE INDEX reflection_words ON reflection USING gin (words);

GRANT SELECT, INSERT, UPDATE, DELETE ON reflection TO commitments_app;
