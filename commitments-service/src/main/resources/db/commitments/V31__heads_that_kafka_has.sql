-- Heads that bear this service's signature, stand in Kafka, and contradict a stored head of the same size: two histories of one ledger.
-- Nothing of a ledger that has one is signed. Kept as evidence; INSERT only.
CREATE TABLE contradicting_head (
    ledger_id uuid        NOT NULL,
    size      bigint      NOT NULL CHECK (size > 0),
    note      bytea       NOT NULL,
    found_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (ledger_id, size)
);

GRANT SELECT, INSERT ON contradicting_head TO commitments_app;
