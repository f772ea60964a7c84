-- The record itself. Written once, by INSERT; nothing here is ever changed or removed.
CREATE TABLE entry (
    position       bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    -- Readers take rows in (xid, position) order below the oldest running transaction: no late commit can be skipped.
    xid            xid8        NOT NULL DEFAULT pg_current_xact_id(),
    ledger_id      uuid        NOT NULL,
    sequence       bigint      NOT NULL CHECK (sequence >= 0),
    event_id       uuid        NOT NULL,
    type           text        NOT NULL,
    recorded_at    timestamptz NOT NULL,
    command_id     uuid,
    command_index  smallint,
    command_digest text,
    statement      bytea       NOT NULL CHECK (octet_length(statement) <= 65535),
    PRIMARY KEY (ledger_id, sequence)
);
COMMENT ON TABLE entry IS 'Immutable statements; INSERT only.';
COMMENT ON COLUMN entry.command_id IS 'From the caller''s idempotency key; null without one.';

-- Every unique constraint holds the ledger id, so that the table can be sharded by it.
CREATE UNIQUE INDEX entry_command ON entry (ledger_id, command_id, command_index) WHERE command_id IS NOT NULL;
CREATE INDEX entry_commit_order ON entry (xid, position);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an entry of a ledger is never changed or removed' USING ERRCODE = 'object_not_in_prerequisite_state';
END $$;
CREATE TRIGGER entry_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- Also in a session that plays the part of a replica.
ALTER TABLE entry ENABLE ALWAYS TRIGGER entry_is_immutable;

-- The texts that the statements seal; a text is erased by deleting its row.
CREATE TABLE disclosure (
    ledger_id  uuid   NOT NULL,
    sequence   bigint NOT NULL,
    field      text   NOT NULL,
    disclosure text   NOT NULL,
    PRIMARY KEY (ledger_id, sequence, field)
);

-- A ledger's state up to an entry: worth the time it saves, and no more.
CREATE TABLE snapshot (
    ledger_id uuid   PRIMARY KEY,
    sequence  bigint NOT NULL,
    state     bytea  NOT NULL
);

-- How far each reader of the entries has come.
CREATE TABLE reader_position (
    name     text        PRIMARY KEY,
    xid      xid8        NOT NULL,
    position bigint      NOT NULL,
    saved_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Ledgers that the relay holds, from the first entry that did not follow its predecessor. Empty when all is well.
CREATE TABLE relay_hold (
    ledger_id uuid        PRIMARY KEY,
    sequence  bigint      NOT NULL,
    held_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);

GRANT USAGE ON SCHEMA commitments TO commitments_app;
-- Column by column: position and xid are the database's to give.
GRANT SELECT, INSERT (ledger_id, sequence, event_id, type, recorded_at, command_id, command_index, command_digest, statement)
    ON entry TO commitments_app;
GRANT SELECT, INSERT, DELETE ON disclosure TO commitments_app;
GRANT SELECT, INSERT, UPDATE ON snapshot, reader_position TO commitments_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON relay_hold TO commitments_app;
