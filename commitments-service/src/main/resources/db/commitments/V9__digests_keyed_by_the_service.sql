-- Digests of requests were keyed by the client's idempotency key alone, which may be guessed, and with it a short text that was erased.
-- From now on the service's own key goes into each. Those written before are dropped: a changed type rewrites the tables, so the old
-- values are in no file any more. No row is updated: every statement, position and transaction stays as it is.
ALTER TABLE entry ALTER COLUMN command_digest TYPE text USING NULL::text;
ALTER TABLE draft ALTER COLUMN digest TYPE text USING NULL::text;
ALTER TABLE reflection ALTER COLUMN digest TYPE text USING NULL::text;
