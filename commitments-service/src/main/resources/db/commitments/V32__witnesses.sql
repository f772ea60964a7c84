-- Keys with which parties cosign the heads of their own ledger. Who registered one is no entry: what a cosignature proves, it proves to those
-- who have the key from its owner.
CREATE TABLE witness (
    witness_id    uuid        PRIMARY KEY,
    ledger_id     uuid        NOT NULL,
    side          text        NOT NULL CHECK (side IN ('A', 'B')),
    member_id     uuid        NOT NULL,
    verifier_key  text        NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT now(),
    removed_at    timestamptz,
    UNIQUE (ledger_id, verifier_key)
);

-- Signature lines of witnesses, for heads that this service signed.
CREATE TABLE cosignature (
    ledger_id   uuid        NOT NULL,
    size        bigint      NOT NULL CHECK (size > 0),
    witness_id  uuid        NOT NULL REFERENCES witness,
    line        text        NOT NULL,
    -- As the witness says.
    cosigned_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (ledger_id, size, witness_id)
);
CREATE INDEX cosignature_of_witness ON cosignature (witness_id, size);

GRANT SELECT, INSERT ON witness, cosignature TO commitments_app;
GRANT UPDATE (removed_at) ON witness TO commitments_app;
