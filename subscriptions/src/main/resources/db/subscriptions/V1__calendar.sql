-- What people subscribed to stands here alone: no log has it, and a rebuild of the read models leaves it as it is.

-- Feeds of dates. Of the secret in a feed's address only the digest is kept.
create table calendar (
    calendar_id uuid primary key,
    member uuid not null,
    -- Null: all ledgers of that member, whichever these are at the time of a fetch.
    ledger_id uuid,
    texts boolean not null,
    secret_digest bytea not null unique,
    created_at timestamptz not null,
    fetched_at timestamptz,
    revoked_at timestamptz
);
create index calendar_of on calendar (member, created_at);
