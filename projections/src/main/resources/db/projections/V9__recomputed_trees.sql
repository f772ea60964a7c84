-- The read side recomputes each ledger's Merkle tree from the statements that came from Kafka and compares it with the signed tree
-- heads. Filled by the audit alone; after a rebuild it begins anew.

create table head_position (
    partition integer primary key,
    topic_id text not null,
    next_offset bigint not null
);

-- Signed heads that were read and not compared yet, because their entries have not all arrived.
create table pending_head (
    topic_id text not null,
    partition integer not null,
    "offset" bigint not null,
    ledger_id uuid not null,
    size bigint not null,
    note bytea not null,
    primary key (topic_id, partition, "offset")
);
create index pending_head_ledger on pending_head (ledger_id, size);

create table recomputed_tree (
    ledger_id uuid primary key,
    size bigint not null,
    edge bytea not null
) with (fillfactor = 70);

-- A ledger whose statements are not those whose head was signed. Nothing of it is shown.
create table contradiction (
    ledger_id uuid primary key,
    size bigint not null,
    root bytea not null,
    note bytea not null,
    since timestamptz not null
);
