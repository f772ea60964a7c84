-- Check-ins and checkpoints are awaited as well.
ALTER TABLE due_instant RENAME COLUMN commitment_id TO item_id;
-- When what is awaited begins, where a pause or an end takes away what begins later.
ALTER TABLE due_instant ADD COLUMN begins timestamptz;
ALTER TABLE due_instant DROP CONSTRAINT due_instant_kind_check;
ALTER TABLE due_instant ADD CONSTRAINT due_instant_kind_check CHECK (kind IN (
    'REQUESTED', 'DUE', 'MISSED', 'CONFIRMATION', 'DISPUTED', 'CHECK_IN_PROPOSED', 'CHECK_IN', 'CHECK_IN_PAUSED', 'CHECKPOINT'));
DROP INDEX due_instant_next;
CREATE INDEX due_instant_next ON due_instant (at) WHERE kind IN ('DUE', 'CONFIRMATION', 'CHECK_IN', 'CHECKPOINT');
