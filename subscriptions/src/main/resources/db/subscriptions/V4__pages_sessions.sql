-- Who is signed in on the pages. What a row holds is sealed with a key that only the browser's cookie has.
CREATE TABLE pages_session (
    secret_digest  text PRIMARY KEY,
    member         uuid NOT NULL,
    sealed         bytea NOT NULL,
    -- Grows with each renewal of the tokens.
    version        integer NOT NULL DEFAULT 0,
    -- Until then one replica is renewing the tokens.
    renewing_until timestamptz,
    created_at     timestamptz NOT NULL,
    seen_at        timestamptz NOT NULL
);
CREATE INDEX pages_session_member ON pages_session (member, created_at);
CREATE INDEX pages_session_seen ON pages_session (seen_at);
