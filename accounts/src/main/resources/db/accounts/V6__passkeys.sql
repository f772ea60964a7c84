-- Whoever signs in by passkeys alone has no password.
ALTER TABLE user_account ALTER COLUMN password_hash DROP NOT NULL;

-- Public keys of credentials that a person's devices made for this host (WebAuthn Level 3): nothing here opens anything.
CREATE TABLE passkey (
    id              uuid PRIMARY KEY,
    owner           uuid NOT NULL REFERENCES user_account ON DELETE CASCADE,
    credential_id   bytea NOT NULL UNIQUE,
    -- AAGUID, credential id and public key, as authenticators encode them (WebAuthn, 6.5.2).
    credential      bytea NOT NULL,
    name            text NOT NULL,
    -- What the authenticator counted at the last use; 0 for those that do not count.
    sign_count      bigint NOT NULL,
    -- Whether it can be copied to the person's other devices; that never changes.
    backup_eligible boolean NOT NULL,
    created_at      timestamptz NOT NULL,
    last_used_at    timestamptz
);
CREATE INDEX passkey_owner ON passkey (owner, created_at);

-- What a passkey is to sign, once, in the browser that asked for it; the browser is a digest of its form token.
CREATE TABLE passkey_challenge (
    challenge  text PRIMARY KEY,
    ceremony   text NOT NULL,
    browser    text NOT NULL,
    -- NULL at sign-in, before it is known who comes.
    owner      uuid REFERENCES user_account ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);
CREATE INDEX passkey_challenge_expires ON passkey_challenge (expires_at);
CREATE INDEX passkey_challenge_owner ON passkey_challenge (owner);

-- That a person has just shown a passkey, in the place of the password, for one change of the account.
CREATE TABLE passkey_confirmation (
    secret_digest text PRIMARY KEY,
    owner         uuid NOT NULL REFERENCES user_account ON DELETE CASCADE,
    expires_at    timestamptz NOT NULL
);
CREATE INDEX passkey_confirmation_expires ON passkey_confirmation (expires_at);
CREATE INDEX passkey_confirmation_owner ON passkey_confirmation (owner);
