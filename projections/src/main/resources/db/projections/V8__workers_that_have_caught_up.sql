-- Whether a worker has once had nothing left to apply: before that, a reader may not know what was recorded long ago.
alter table ingest_worker add column caught_up boolean not null default false;
