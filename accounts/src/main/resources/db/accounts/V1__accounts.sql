CREATE TABLE user_account (
    id            uuid PRIMARY KEY,
    email         text NOT NULL,
    -- The address as it is compared: normalised and in lower case.
    email_key     text NOT NULL UNIQUE,
    name          text NOT NULL,
    password_hash text NOT NULL,
    created_at    timestamptz NOT NULL
);

CREATE TABLE api_credential (
    client_id     text PRIMARY KEY,
    owner         uuid NOT NULL REFERENCES user_account ON DELETE CASCADE,
    label         text NOT NULL,
    secret_digest text NOT NULL,
    created_at    timestamptz NOT NULL,
    revoked_at    timestamptz
);
CREATE INDEX api_credential_owner ON api_credential (owner, created_at);

CREATE TABLE signing_key (
    key_id      text PRIMARY KEY,
    private_jwk text NOT NULL,
    created_at  timestamptz NOT NULL
);

-- One row per account or address that tried lately; the subject is a digest, never an address in clear.
CREATE TABLE attempt (
    subject       bytea PRIMARY KEY,
    attempts      integer NOT NULL,
    last_at       timestamptz NOT NULL,
    blocked_until timestamptz
);
CREATE INDEX attempt_last_at ON attempt (last_at);

-- Table and column names of the next two are those that Spring Authorization Server reads and writes.
-- Values of codes and tokens are stored as digests.
CREATE TABLE oauth2_authorization (
    id                            text PRIMARY KEY,
    registered_client_id          text NOT NULL,
    principal_name                text NOT NULL,
    authorization_grant_type      text NOT NULL,
    authorized_scopes             text,
    attributes                    text,
    state                         text,
    authorization_code_value      text,
    authorization_code_issued_at  timestamptz,
    authorization_code_expires_at timestamptz,
    authorization_code_metadata   text,
    access_token_value            text,
    access_token_issued_at        timestamptz,
    access_token_expires_at       timestamptz,
    access_token_metadata         text,
    access_token_type             text,
    access_token_scopes           text,
    oidc_id_token_value           text,
    oidc_id_token_issued_at       timestamptz,
    oidc_id_token_expires_at      timestamptz,
    oidc_id_token_metadata        text,
    refresh_token_value           text,
    refresh_token_issued_at       timestamptz,
    refresh_token_expires_at      timestamptz,
    refresh_token_metadata        text,
    user_code_value               text,
    user_code_issued_at           timestamptz,
    user_code_expires_at          timestamptz,
    user_code_metadata            text,
    device_code_value             text,
    device_code_issued_at         timestamptz,
    device_code_expires_at        timestamptz,
    device_code_metadata          text
);
CREATE INDEX oauth2_authorization_code ON oauth2_authorization (authorization_code_value);
CREATE INDEX oauth2_authorization_access_token ON oauth2_authorization (access_token_value);
CREATE INDEX oauth2_authorization_id_token ON oauth2_authorization (oidc_id_token_value);
CREATE INDEX oauth2_authorization_refresh_token ON oauth2_authorization (refresh_token_value);
CREATE INDEX oauth2_authorization_principal ON oauth2_authorization (principal_name);

CREATE TABLE oauth2_authorization_consent (
    registered_client_id text NOT NULL,
    principal_name       text NOT NULL,
    authorities          text NOT NULL,
    PRIMARY KEY (registered_client_id, principal_name)
);

-- A refresh token that was already exchanged: who shows it again has stolen it or was stolen from.
CREATE TABLE spent_refresh_token (
    token_digest     text PRIMARY KEY,
    authorization_id text NOT NULL REFERENCES oauth2_authorization ON DELETE CASCADE
);
CREATE INDEX spent_refresh_token_authorization ON spent_refresh_token (authorization_id);
