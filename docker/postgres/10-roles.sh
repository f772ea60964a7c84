#!/usr/bin/env bash
# Runs once, on an empty volume: the roles and schemas that the services expect.
set -euo pipefail
# psql reads the passwords itself: as arguments they would stand in the list of processes.
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname kept <<'SQL'
\set co `cat /run/secrets/commitments-owner-password`
\set ca `cat /run/secrets/commitments-app-password`
\set po `cat /run/secrets/projections-owner-password`
\set ao `cat /run/secrets/accounts-owner-password`
\set so `cat /run/secrets/subscriptions-owner-password`
\set pg `cat /run/secrets/pages-owner-password`
REVOKE ALL ON DATABASE kept FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE ROLE commitments_owner LOGIN PASSWORD :'co';
CREATE ROLE commitments_app LOGIN PASSWORD :'ca';
CREATE ROLE projections_owner LOGIN PASSWORD :'po';
CREATE ROLE subscriptions_owner LOGIN PASSWORD :'so';
CREATE ROLE accounts_owner LOGIN PASSWORD :'ao';
CREATE ROLE pages_owner LOGIN PASSWORD :'pg';
GRANT CONNECT ON DATABASE kept TO commitments_owner, commitments_app, projections_owner, subscriptions_owner, accounts_owner, pages_owner;
CREATE SCHEMA commitments AUTHORIZATION commitments_owner;
CREATE SCHEMA projections AUTHORIZATION projections_owner;
CREATE SCHEMA subscriptions AUTHORIZATION subscriptions_owner;
CREATE SCHEMA accounts AUTHORIZATION accounts_owner;
CREATE SCHEMA pages AUTHORIZATION pages_owner;
-- A rebuild fills a second schema beside the one in use, and swaps them. Subscriptions read whichever is in use, and change none.
GRANT CREATE ON DATABASE kept TO projections_owner;
GRANT USAGE ON SCHEMA projections TO subscriptions_owner;
ALTER DEFAULT PRIVILEGES FOR ROLE projections_owner GRANT USAGE ON SCHEMAS TO subscriptions_owner;
ALTER DEFAULT PRIVILEGES FOR ROLE projections_owner GRANT SELECT ON TABLES TO subscriptions_owner;
SQL
