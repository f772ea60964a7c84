-- When each table that holds texts was last rewritten, and how many of its rows had been deleted or changed by then.
CREATE TABLE purged (
    table_name text        PRIMARY KEY,
    changes    bigint      NOT NULL,
    at         timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON purged TO commitments_app;
GRANT MAINTAIN ON disclosure, draft, draft_comment, reflection TO commitments_app;
