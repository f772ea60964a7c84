-- Under which name and with which key heads are signed, from the first one on.
CREATE TABLE log_identity (
    singleton  boolean     PRIMARY KEY CHECK (singleton),
    domain     text        NOT NULL,
    public_key bytea       NOT NULL CHECK (octet_length(public_key) = 32),
    since      timestamptz NOT NULL DEFAULT now()
);

-- Every head that was ever given out.
CREATE TABLE tree_head (
    ledger_id uuid        NOT NULL,
    size      bigint      NOT NULL CHECK (size > 0),
    note      bytea       NOT NULL,
    signed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (ledger_id, size)
);
COMMENT ON TABLE tree_head IS 'Signed notes; INSERT only.';

GRANT SELECT, INSERT ON log_identity, tree_head TO commitments_app;
