-- Accounts that were closed and of which the other services may still hold something: the id alone, until they were told for the last time.
CREATE TABLE closed_account (
    id        uuid PRIMARY KEY,
    closed_at timestamptz NOT NULL,
    -- When the services are told next.
    due_at    timestamptz NOT NULL,
    -- How often in a row that did not work.
    failures  integer NOT NULL DEFAULT 0
);
CREATE INDEX closed_account_due ON closed_account (due_at);
