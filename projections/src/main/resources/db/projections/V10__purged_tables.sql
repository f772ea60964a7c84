-- When each table that holds texts was last rewritten, and how many of its rows had been deleted or changed by then.
create table purged (
    table_name text primary key,
    changes bigint not null,
    at timestamptz not null
);
