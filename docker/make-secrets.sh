#!/usr/bin/env bash
# Makes the secrets that compose.yaml needs: files in docker/secrets, or where KEPT_SECRETS in docker/.env says. Those that are there stay as
# they are. What docker/.env still holds from before there were files is taken over. With KEPT_SECRETS in the environment docker/.env is not
# looked at. Needs openssl.
set -euo pipefail
cd "$(dirname "$0")"

# The value of a setting in .env, without the quotes that may be around it; nothing when there is none.
before() {
  if [ -z "${KEPT_SECRETS:-}" ] && [ -f .env ]; then
    sed -n "s/^$1=//p" .env | tail -1 | sed -e 's/^"\(.*\)"$/\1/' -e "s/^'\(.*\)'\$/\1/"
  fi
}

FOLDER=${KEPT_SECRETS:-$(before KEPT_SECRETS)}
FOLDER=${FOLDER:-secrets}
# Only whoever owns the folder gets to its files; a container, which runs as another user, has to be able to read the ones it is given.
mkdir -p -m 700 "$FOLDER"
# The front door's certificate and key come here by certificate.sh; Docker would make the folder as root's.
mkdir -p -m 755 "$FOLDER/tls"

# make FILE SETTING COMMAND...: the file, from the setting in .env or else from what the command prints.
make() {
  local file=$FOLDER/$1 value
  if [ -e "$file" ]; then return; fi
  value=$(before "$2")
  if [ -z "$value" ]; then value=$("${@:3}"); fi
  printf '%s' "$value" > "$file.new"
  chmod 444 "$file.new"
  mv "$file.new" "$file"
  echo "made $file"
}

password() { openssl rand -hex 24; }
key() { openssl rand -base64 32; }

make postgres-password POSTGRES_PASSWORD password
make commitments-owner-password COMMITMENTS_OWNER_PASSWORD password
make commitments-app-password COMMITMENTS_APP_PASSWORD password
make projections-owner-password PROJECTIONS_OWNER_PASSWORD password
make accounts-owner-password ACCOUNTS_OWNER_PASSWORD password
make subscriptions-owner-password SUBSCRIPTIONS_OWNER_PASSWORD password
make pages-owner-password PAGES_OWNER_PASSWORD password
make invitation-key KEPT_INVITATION_KEY key
make idempotency-key KEPT_IDEMPOTENCY_KEY key
make signing-key KEPT_SIGNING_KEY key
make webhooks-key KEPT_WEBHOOKS_KEY key
make cursor-key KEPT_CURSOR_KEY key
# Of compose.cluster.yaml: by which one PostgreSQL follows the other.
make replication-password KEPT_REPLICATION_PASSWORD password
# Of compose.monitoring.yaml, for the user admin.
make grafana-password KEPT_GRAFANA_PASSWORD password
# Secrets from elsewhere: empty unless there is a mail server that asks for one, an OpenID provider of your own, a ledger shown as an
# example, which an API credential made in Kept reads, and a bucket for files.
make mail-password KEPT_MAIL_PASSWORD true
make pages-client-secret KEPT_PAGES_CLIENT_SECRET true
make pages-example-client-secret KEPT_PAGES_EXAMPLE_CLIENT_SECRET true
make evidence-s3-secret KEPT_EVIDENCE_S3_SECRET_ACCESS_KEY true
