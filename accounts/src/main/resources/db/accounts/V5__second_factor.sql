-- What an authenticator app shares with us to make its codes (RFC 6238): it has to be readable, unlike a password.
CREATE TABLE second_factor (
    owner        uuid PRIMARY KEY REFERENCES user_account ON DELETE CASCADE,
    secret       bytea NOT NULL,
    created_at   timestamptz NOT NULL,
    -- NULL until the person has shown a code: only then is one asked for.
    confirmed_at timestamptz,
    -- The time step of the last code that was taken: none is taken twice.
    last_step    bigint NOT NULL DEFAULT 0
);

-- Those that are not used; 80 random bits each, stored as digests.
CREATE TABLE recovery_code (
    owner       uuid NOT NULL REFERENCES second_factor ON DELETE CASCADE,
    code_digest text NOT NULL,
    PRIMARY KEY (owner, code_digest)
);

-- Whoever gave the right password and is asked for a code. The cookie's secret is stored as a digest.
CREATE TABLE pending_sign_in (
    secret_digest text PRIMARY KEY,
    owner         uuid NOT NULL REFERENCES user_account ON DELETE CASCADE,
    expires_at    timestamptz NOT NULL
);
CREATE INDEX pending_sign_in_expires ON pending_sign_in (expires_at);
CREATE INDEX pending_sign_in_owner ON pending_sign_in (owner);
