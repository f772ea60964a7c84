-- Which texts were taken out of the record, as its entries say: what must not come back, whatever is restored or filled up.
CREATE INDEX entry_erasure ON entry (ledger_id, sequence) WHERE type = 'dev.kept.erasure.erased.v1';

CREATE VIEW erased AS
SELECT e.ledger_id, (erasure.place ->> 'sequence')::bigint AS sequence, texts.field, e.xid, e.position
FROM entry e
CROSS JOIN LATERAL (SELECT convert_from(e.statement, 'UTF8')::jsonb #> '{data,place}' AS place) erasure
CROSS JOIN LATERAL jsonb_array_elements_text(erasure.place -> 'fields') AS texts (field)
WHERE e.type = 'dev.kept.erasure.erased.v1';

GRANT SELECT ON erased TO commitments_app;
