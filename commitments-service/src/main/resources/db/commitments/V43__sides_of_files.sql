-- For whom it was handed in: A, B or mediator. Null in what came before, which counts against the ledger's limit alone.
ALTER TABLE evidence_content ADD COLUMN side text;
ALTER TABLE evidence_file ADD COLUMN side text;
