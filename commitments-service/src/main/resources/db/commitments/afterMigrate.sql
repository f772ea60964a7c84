-- A process without the owner's rights sees at its start whether the schema is up to date.
GRANT SELECT ON flyway_schema_history TO commitments_app;
