-- Texts that entries say are gone: whatever a record of Kafka still holds of them is passed over.
create table erased (
    ledger_id uuid not null,
    sequence bigint not null,
    field text not null,
    erased_in bigint not null,
    primary key (ledger_id, sequence, field)
);

-- Which entries a member saw first, and in which entry that was recorded: ranges that never overlap for one member.
create table seen (
    ledger_id uuid not null,
    member uuid not null,
    from_sequence bigint not null,
    to_sequence bigint not null,
    seen_in bigint not null,
    primary key (ledger_id, member, from_sequence)
);
create index seen_order on seen (ledger_id, from_sequence, member);
