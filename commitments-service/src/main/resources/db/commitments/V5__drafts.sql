-- What people are still writing: no part of the record, read by no reader of the entries, and really deleted.
CREATE TABLE draft (
    draft_id      uuid        PRIMARY KEY,
    author_id     uuid        NOT NULL,
    author_name   text        NOT NULL,
    ledger_id     uuid        NOT NULL,
    -- The command it will be: where it will be posted, with what, and what its author had seen by then.
    path          text        NOT NULL,
    body          text        NOT NULL,
    seen          bigint,
    cools_until   timestamptz,
    zone          text        NOT NULL,
    created_at    timestamptz NOT NULL,
    changed_at    timestamptz NOT NULL,
    -- Counts every change; written is its value when the author last changed the draft itself.
    version       bigint      NOT NULL,
    written       bigint      NOT NULL,
    -- Its release was begun, and whether it was recorded is not known yet: until then nobody changes what is released.
    releasing     boolean     NOT NULL DEFAULT false,
    -- Of the request that kept it, keyed by its idempotency key; null without one.
    digest        text,
    reader_id     uuid,
    reader_name   text,
    invitation_id uuid,
    secret_digest text,
    expires_at    timestamptz,
    CHECK ((reader_id IS NULL) = (reader_name IS NULL)),
    CHECK (reader_id IS NULL OR secret_digest IS NULL),
    CHECK (reader_id IS DISTINCT FROM author_id)
);
COMMENT ON TABLE draft IS 'Visible to its author and its second reader alone.';
CREATE INDEX draft_author ON draft (author_id, created_at, draft_id);
CREATE INDEX draft_reader ON draft (reader_id, created_at, draft_id) WHERE reader_id IS NOT NULL;

CREATE TABLE draft_comment (
    comment_id  uuid        PRIMARY KEY,
    draft_id    uuid        NOT NULL REFERENCES draft ON DELETE CASCADE,
    person_id   uuid        NOT NULL,
    person_name text        NOT NULL,
    text        text        NOT NULL,
    written_at  timestamptz NOT NULL
);
CREATE INDEX draft_comment_draft ON draft_comment (draft_id, written_at, comment_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON draft TO commitments_app;
GRANT SELECT, INSERT, DELETE ON draft_comment TO commitments_app;
