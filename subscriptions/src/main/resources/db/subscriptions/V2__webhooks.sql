-- Programs that are told of a ledger's entries. Nothing of it follows from the record: it is no read model, and no rebuild touches it.

create table webhook (
    webhook_id uuid primary key,
    ledger_id uuid not null,
    -- Who made it, and as what: without that right nothing more is sent.
    member uuid not null,
    role text not null,
    -- Both may open doors elsewhere, and are sealed by the operator's key.
    url bytea not null,
    secret bytea not null,
    old_secret bytea,
    old_secret_until timestamptz,
    description text,
    kinds text[] not null,
    disclosures boolean not null,
    state text not null check (state in ('active', 'paused', 'stopped')),
    stopped_because text,
    version bigint not null,
    created_at timestamptz not null,
    -- The last entry that is done with: delivered, on the list of dead letters, or of a kind that is not wanted.
    position bigint not null,
    attempts integer not null default 0,
    next_try_at timestamptz,
    -- Whoever sends for it just now; a sender that was killed is succeeded when the time is up.
    leased_by uuid,
    leased_until timestamptz,
    pinged_at timestamptz
) with (fillfactor = 70);
create index webhook_ledger on webhook (ledger_id, role);
create index webhook_due on webhook (next_try_at) where state = 'active' and next_try_at is not null;

create table webhook_attempt (
    attempt_id bigint generated always as identity primary key,
    webhook_id uuid not null references webhook on delete cascade,
    -- Null for a test message.
    sequence bigint,
    attempt integer not null,
    at timestamptz not null,
    status integer,
    failure text,
    millis bigint not null,
    next_try_at timestamptz
);
create index webhook_attempt_of on webhook_attempt (webhook_id, attempt_id);

create table webhook_dead_letter (
    webhook_id uuid not null references webhook on delete cascade,
    sequence bigint not null,
    attempts integer not null,
    since timestamptz not null,
    status integer,
    failure text not null,
    replay boolean not null default false,
    primary key (webhook_id, sequence)
);

-- What was answered under an Idempotency-Key: sealed, for the answer may hold a secret, and forgotten after a day.
create table webhook_request (
    request_id uuid primary key,
    digest bytea not null,
    answer bytea,
    at timestamptz not null
);
create index webhook_request_at on webhook_request (at);
