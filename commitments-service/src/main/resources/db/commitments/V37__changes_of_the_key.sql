-- Which keys have taken the place of the first one (log_identity), in their order. A change is finished once every ledger has an entry that
-- says so; before that the service does not start.
CREATE TABLE key_change (
    number       bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    old_key      bytea       NOT NULL CHECK (octet_length(old_key) = 32),
    new_key      bytea       NOT NULL UNIQUE CHECK (octet_length(new_key) = 32),
    old_key_lost boolean     NOT NULL,
    begun_at     timestamptz NOT NULL DEFAULT now(),
    finished_at  timestamptz
);
GRANT SELECT, INSERT ON key_change TO commitments_app;
GRANT UPDATE (finished_at) ON key_change TO commitments_app;

-- Before a head is signed or believed, the ledger's changes of key are looked up.
CREATE INDEX entry_key_change ON entry (ledger_id, sequence)
    WHERE type IN ('dev.kept.ledger.key-rotated.v1', 'dev.kept.ledger.key-replaced.v1');
