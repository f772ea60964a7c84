-- Each ledger is a Merkle tree over its statements (RFC 9162). Beside each entry: the root of the tree that ends with it, and the hashes of the
-- complete subtrees that end with it, the lowest first. Null only in entries from before this version, until the service has computed
-- them at its start, and behind entries that are lost for good.
ALTER TABLE entry ADD COLUMN root bytea CHECK (octet_length(root) = 32);
ALTER TABLE entry ADD COLUMN nodes bytea CHECK (octet_length(nodes) % 32 = 0 AND octet_length(nodes) BETWEEN 32 AND 2016);
ALTER TABLE entry ADD CHECK ((root IS NULL) = (nodes IS NULL));
CREATE INDEX entry_without_root ON entry (ledger_id, sequence) WHERE root IS NULL;

GRANT INSERT (root, nodes) ON entry TO commitments_app;
