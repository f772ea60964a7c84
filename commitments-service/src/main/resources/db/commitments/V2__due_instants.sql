-- What each occurrence of a commitment that is not settled waits for: made from the entries by a reader of its own, and lost without loss.
CREATE TABLE due_instant (
    ledger_id         uuid        NOT NULL,
    commitment_id     uuid        NOT NULL,
    occurrence        integer     NOT NULL,
    kind              text        NOT NULL CHECK (kind IN ('REQUESTED', 'DUE', 'MISSED', 'CONFIRMATION', 'DISPUTED')),
    -- Null when nothing is to be done, or it has been done and its entry is still to be read.
    at                timestamptz,
    proposed          timestamptz,
    confirmation_days integer     NOT NULL,
    PRIMARY KEY (ledger_id, commitment_id, occurrence)
);
CREATE INDEX due_instant_next ON due_instant (at) WHERE kind IN ('DUE', 'CONFIRMATION');

GRANT SELECT, INSERT, UPDATE, DELETE ON due_instant TO commitments_app;
