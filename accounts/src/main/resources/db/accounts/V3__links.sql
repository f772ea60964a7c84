-- Since when it is known that mail to the address reaches the person; NULL while it is not.
ALTER TABLE user_account ADD COLUMN email_verified_at timestamptz;

-- Links that were sent by mail or handed over by the operator. The secret in a link is stored as a digest.
CREATE TABLE account_link (
    secret_digest text PRIMARY KEY,
    owner         uuid NOT NULL REFERENCES user_account ON DELETE CASCADE,
    purpose       text NOT NULL,
    -- The address that it was sent to, as typed; the account's own for a link of the operator's.
    email         text NOT NULL,
    expires_at    timestamptz NOT NULL,
    used_at       timestamptz
);
CREATE INDEX account_link_owner ON account_link (owner);
CREATE INDEX account_link_expires ON account_link (expires_at);
