-- A person signed in at the provider in one browser. The id is the `sid` of ID tokens; the cookie's secret is stored as a digest.
CREATE TABLE browser_session (
    id            uuid PRIMARY KEY,
    owner         uuid NOT NULL REFERENCES user_account ON DELETE CASCADE,
    secret_digest text NOT NULL UNIQUE,
    created_at    timestamptz NOT NULL,
    seen_at       timestamptz NOT NULL
);
CREATE INDEX browser_session_owner ON browser_session (owner, created_at);
CREATE INDEX browser_session_seen ON browser_session (seen_at);

-- What a session granted ends with it.
ALTER TABLE oauth2_authorization ADD COLUMN browser_session uuid REFERENCES browser_session ON DELETE CASCADE;
CREATE INDEX oauth2_authorization_browser_session ON oauth2_authorization (browser_session);

-- A browser in which its owner has signed in before: guesses made elsewhere do not slow it down.
CREATE TABLE known_device (
    secret_digest text NOT NULL,
    owner         uuid NOT NULL REFERENCES user_account ON DELETE CASCADE,
    used_at       timestamptz NOT NULL,
    PRIMARY KEY (owner, secret_digest)
);
CREATE INDEX known_device_used ON known_device (used_at);
