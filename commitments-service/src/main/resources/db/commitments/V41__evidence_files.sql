-- The bytes of files that were handed in as evidence, each content of a ledger once. They are stored encrypted under a key of their own: erasing
-- is deleting this row, and its table is small enough to be rewritten.
CREATE TABLE evidence_content (
    content_id uuid        PRIMARY KEY,
    ledger_id  uuid        NOT NULL,
    -- Null while it arrives.
    sha256     bytea       CHECK (octet_length(sha256) = 32),
    -- In bytes; while it arrives, the most that it may become: it counts against the ledger's limit from its first byte on.
    size       bigint      NOT NULL CHECK (size > 0),
    secret     bytea       NOT NULL CHECK (octet_length(secret) = 32),
    -- When what arrives must have arrived; it is an interrupted upload after that.
    expires_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX evidence_content_once ON evidence_content (ledger_id, sha256);
CREATE INDEX evidence_content_arriving ON evidence_content (expires_at) WHERE sha256 IS NULL;

CREATE TABLE evidence_chunk (
    content_id uuid  NOT NULL REFERENCES evidence_content ON DELETE CASCADE,
    number     int   NOT NULL,
    bytes      bytea NOT NULL,
    PRIMARY KEY (content_id, number)
);
ALTER TABLE evidence_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- What somebody handed in.
CREATE TABLE evidence_file (
    file_id     uuid        PRIMARY KEY,
    ledger_id   uuid        NOT NULL,
    member_id   uuid        NOT NULL,
    content_id  uuid        NOT NULL REFERENCES evidence_content,
    name        text        NOT NULL,
    media_type  text        NOT NULL,
    -- The ledger's last entry when it was uploaded: only later ones can name it.
    after_sequence bigint   NOT NULL,
    -- When a command last named it, or it was uploaded: a command that is under way must find it.
    touched_at  timestamptz NOT NULL,
    -- Whether an entry names it, as far as was looked.
    recorded    boolean     NOT NULL DEFAULT false
);
CREATE INDEX evidence_file_content ON evidence_file (content_id);
CREATE INDEX evidence_file_ledger ON evidence_file (ledger_id);
CREATE INDEX evidence_file_unused ON evidence_file (touched_at) WHERE NOT recorded;

GRANT SELECT, INSERT, UPDATE, DELETE ON evidence_content, evidence_chunk, evidence_file TO commitments_app;
GRANT MAINTAIN ON evidence_content, evidence_file TO commitments_app;
