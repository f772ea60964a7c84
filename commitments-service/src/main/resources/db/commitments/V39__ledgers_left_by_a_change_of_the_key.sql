-- Ledgers that a finished change of the key has left out, because nothing could be recorded there. They still end with the old key, so nothing
-- of them is signed until 'rotate-key' was run again.
CREATE TABLE key_change_left (
    ledger_id uuid  PRIMARY KEY,
    new_key   bytea NOT NULL REFERENCES key_change (new_key)
);
GRANT SELECT, INSERT, DELETE ON key_change_left TO commitments_app;
