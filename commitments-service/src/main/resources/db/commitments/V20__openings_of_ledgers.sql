-- Which person opened which ledger, for the limit alone: ledgers that are older than this table don't count.
CREATE TABLE ledger_opening (
    ledger_id uuid        PRIMARY KEY,
    person_id uuid        NOT NULL,
    opened_at timestamptz NOT NULL
);
CREATE INDEX ledger_opening_person ON ledger_opening (person_id);

GRANT SELECT, INSERT ON ledger_opening TO commitments_app;
