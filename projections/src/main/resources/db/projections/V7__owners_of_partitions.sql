-- The workers that feed these tables, and until when each may be counted on. It says so every two seconds.
create table ingest_worker (
    -- Also the number of the advisory lock that its session holds: a session that ends takes its worker along at once.
    worker integer primary key,
    expires_at timestamptz not null
);

-- Which worker feeds from which partition. The epoch grows with each change of hands, and a batch commits only under the epoch it was read in.
create table partition_owner (
    partition integer primary key,
    worker integer,
    epoch bigint not null default 0
);
