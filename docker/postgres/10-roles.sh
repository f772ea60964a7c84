#!/usr/bin/env bash
# The roles and schemas that the services expect, with the passwords among the secrets. Runs by itself on an empty volume. Whenever it runs again, it
# makes what a newer version needs in addition, and sets the passwords anew:
#   docker compose -f docker/compose.yaml exec -T postgres bash /docker-entrypoint-initdb.d/10-roles.sh
set -euo pipefail
# psql reads the passwords itself: as arguments they would stand in the list of processes.
psql --set=ON_ERROR_STOP=1 --no-psqlrc --quiet --username "${POSTGRES_USER:-postgres}" --dbname kept <<'SQL'
\set co `cat /run/secrets/commitments-owner-password`
\set ca `cat /run/secrets/commitments-app-password`
\set po `cat /run/secrets/projections-owner-password`
\set ao `cat /run/secrets/accounts-owner-password`
\set so `cat /run/secrets/subscriptions-owner-password`
\set pg `cat /run/secrets/pages-owner-password`
BEGIN;
REVOKE ALL ON DATABASE kept FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
SELECT format('CREATE ROLE %I LOGIN', role)
FROM unnest(ARRAY['commitments_owner', 'commitments_app', 'projections_owner', 'subscriptions_owner', 'accounts_owner', 'pages_owner']) AS role
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role)
\gexec
ALTER ROLE commitments_owner PASSWORD :'co';
ALTER ROLE commitments_app PASSWORD :'ca';
ALTER ROLE projections_owner PASSWORD :'po';
ALTER ROLE subscriptions_owner PASSWORD :'so';
ALTER ROLE accounts_owner PASSWORD :'ao';
ALTER ROLE pages_owner PASSWORD :'pg';
GRANT CONNECT ON DATABASE kept TO commitments_owner, commitments_app, projections_owner, subscriptions_owner, accounts_owner, pages_owner;
SELECT format('CREATE SCHEMA %I AUTHORIZATION %I', name, name || '_owner')
FROM unnest(ARRAY['commitments', 'projections', 'subscriptions', 'accounts', 'pages']) AS name
WHERE NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = name)
\gexec
-- What people subscribe to belonged to the read side once.
SELECT format('ALTER SCHEMA subscriptions OWNER TO subscriptions_owner')
WHERE EXISTS (SELECT FROM pg_namespace WHERE nspname = 'subscriptions' AND nspowner = 'projections_owner'::regrole)
\gexec
SELECT format('ALTER %s subscriptions.%I OWNER TO subscriptions_owner', CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, relname)
FROM pg_class
WHERE relnamespace = 'subscriptions'::regnamespace AND relowner = 'projections_owner'::regrole AND relkind IN ('r', 'p', 'v', 'S')
  -- A sequence of a column goes with its table.
  AND NOT EXISTS (SELECT FROM pg_depend WHERE pg_depend.objid = pg_class.oid AND deptype IN ('a', 'i') AND relkind = 'S')
\gexec
-- A rebuild fills a second schema beside the one in use, and swaps them. Subscriptions read whichever is in use, and change none.
GRANT CREATE ON DATABASE kept TO projections_owner;
GRANT USAGE ON SCHEMA projections TO subscriptions_owner;
GRANT SELECT ON ALL TABLES IN SCHEMA projections TO subscriptions_owner;
ALTER DEFAULT PRIVILEGES FOR ROLE projections_owner GRANT USAGE ON SCHEMAS TO subscriptions_owner;
ALTER DEFAULT PRIVILEGES FOR ROLE projections_owner GRANT SELECT ON TABLES TO subscriptions_owner;
COMMIT;
SQL
