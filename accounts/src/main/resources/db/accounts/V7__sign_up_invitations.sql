-- Invitations of the operator's, by which people sign up where only invited people do: one account by each.
CREATE TABLE sign_up_invitation (
    id            uuid PRIMARY KEY,
    -- The secret in the link, as a digest; NULL until a mail is written, because nobody has the secret before.
    secret_digest text UNIQUE,
    expires_at    timestamptz NOT NULL,
    used_at       timestamptz,
    -- Where a mail takes it, and in which language; NULL where the operator hands the link over.
    email         text,
    language      text,
    -- When the mail is tried next; NULL when none waits.
    mail_due_at   timestamptz,
    mail_attempts integer NOT NULL DEFAULT 0
);
CREATE INDEX sign_up_invitation_expires ON sign_up_invitation (expires_at);
CREATE INDEX sign_up_invitation_mail_due ON sign_up_invitation (mail_due_at) WHERE mail_due_at IS NOT NULL;

-- Invitations to ledgers by which somebody signed up, until they expire: one account by each, and nothing says whose it is.
CREATE TABLE spent_ledger_invitation (
    ledger     uuid NOT NULL,
    invitation uuid NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (ledger, invitation)
);
CREATE INDEX spent_ledger_invitation_expires ON spent_ledger_invitation (expires_at);
