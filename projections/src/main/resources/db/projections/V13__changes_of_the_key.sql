-- Before a head is compared, the entries that changed its ledger's key are looked up.
create index entry_key_change on entry (ledger_id, sequence)
    where type in ('dev.kept.ledger.key-rotated.v1', 'dev.kept.ledger.key-replaced.v1');
