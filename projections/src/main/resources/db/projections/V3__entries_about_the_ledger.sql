-- The few entries that change the ledger's own view, for reading its past.
create index entry_of_ledger on entry (ledger_id, sequence)
 where kind in ('ledger', 'party', 'member', 'invitation', 'mediator', 'erasure');
