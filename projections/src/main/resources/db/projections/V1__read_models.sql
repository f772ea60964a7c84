-- The read side: everything here follows from the two Kafka topics and can be rebuilt from them.
-- Names stay unqualified: the same script fills whatever schema it is run in.

create table entry (
    ledger_id uuid not null,
    sequence bigint not null,
    type text not null,
    kind text not null,
    role text not null,
    member uuid,
    subject uuid,
    recorded_at timestamptz not null,
    statement bytea not null,
    primary key (ledger_id, sequence)
);
create index entry_subject on entry (ledger_id, subject, sequence) where subject is not null;

-- The only place where a text stands. A row that is gone was erased, or never arrived.
create table text (
    ledger_id uuid not null,
    sequence bigint not null,
    field text not null,
    digest text not null,
    disclosure text not null,
    value text not null,
    words tsvector not null generated always as (to_tsvector('simple', value)) stored,
    primary key (ledger_id, sequence, field)
);
create index text_words on text using gin (words);

-- Filter columns stay out of the indexes, so that most changes of a view are heap-only.
create table item (
    ledger_id uuid not null,
    kind text not null,
    item_id uuid not null,
    first_sequence bigint not null,
    last_sequence bigint not null,
    state text not null,
    side char(1),
    due timestamptz,
    brief jsonb not null,
    view jsonb not null,
    primary key (ledger_id, kind, item_id)
) with (fillfactor = 70);
create index item_order on item (ledger_id, kind, first_sequence);

create table ledger (
    ledger_id uuid primary key,
    opened_at timestamptz not null,
    head bigint not null,
    recorded_at timestamptz not null,
    view jsonb not null
) with (fillfactor = 70);

create table membership (
    ledger_id uuid not null,
    member uuid not null,
    role text not null,
    from_sequence bigint not null,
    until_sequence bigint,
    primary key (ledger_id, member, from_sequence)
);
create index membership_of on membership (member) where until_sequence is null;

create table kafka_position (
    topic text not null,
    partition integer not null,
    next_offset bigint not null,
    primary key (topic, partition)
);

-- Records that could not be applied: unreadable ones, and those behind a gap, which wait here for the missing entry.
create table parked (
    topic text not null,
    partition integer not null,
    "offset" bigint not null,
    ledger_id uuid,
    sequence bigint,
    reason text not null,
    sent_at timestamptz not null,
    key bytea,
    value bytea,
    primary key (topic, partition, "offset")
);
create index parked_ledger on parked (ledger_id, sequence);

create table halted (
    ledger_id uuid primary key,
    partition integer not null,
    expected bigint not null,
    reason text not null,
    since timestamptz not null
);
