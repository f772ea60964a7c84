#!/usr/bin/env bash
# Tries an upgrade: starts the containers of an older commit, keeps the promise of that commit's docs/api.md in them, and takes their volumes over as
# docs/operations.md, 'Upgrading the containers', says. What was recorded then has to be there, byte for byte and proven by the same key, people sign in
# with the same passwords, programs with the same credentials, and all of it goes on. Needs what try.sh needs, and git.
#   docker/try-upgrade.sh COMMIT
set -euo pipefail
cd "$(dirname "$0")"

COMMIT=${1:?Usage: docker/try-upgrade.sh COMMIT, of a version with a docker/Dockerfile}
PROJECT=kept-try-upgrade-$$
PORT=${KEPT_PORT:-18280}
KEPT=http://localhost:$PORT
FILES=(--file compose.yaml)
. ./trying.sh

before() {
  docker compose --project-name "$PROJECT" --env-file "$WORK/settings-before" --file "$WORK/before/docker/compose.yaml" "$@"
}

# Each entry's statement as it was recorded, one a line.
statements() {
  get '/export?format=jsonl' | sed -n 's/.*"statement":\("[^"\\]*\(\\.[^"\\]*\)*"\).*/\1/p'
}

say "Building and starting what was at $COMMIT."
mkdir "$WORK/before"
git -C .. archive "$COMMIT" | tar -x -C "$WORK/before"
# Passwords and keys stood in the environment once.
{
  cat "$WORK/settings"
  sed -n 's/^make \([a-z0-9-]*\) \([A-Z0-9_]*\) .*/\1 \2/p' make-secrets.sh | while read -r file setting; do
    echo "$setting=$(cat "$WORK/secrets/$file")"
  done
} > "$WORK/settings-before"
COMPOSE_PARALLEL_LIMIT=1 before build
before up --detach --wait --wait-timeout 900

say "Walking through the docs/api.md of then."
walk "$WORK/before/docs/api.md" '"sequence":0' '"state":"kept"' '# Working together' 'dev.kept.lesson.recorded.v1'
sign_in
load_begins 0
goes_on "a first lesson"
goes_on "a second lesson"
load_ends
KEY=$(get /tree-key | field verifierKey)
statements > "$WORK/statements"
[ -s "$WORK/statements" ] || fail "nothing was recorded"
curl -sS "$KEPT/api/ledgers/$LEDGER/proof" -H "Authorization: Bearer $TOKEN" -o "$WORK/proof-before.zip"

say "Upgrading."
COMPOSE_PARALLEL_LIMIT=1 compose build
up postgres kafka
compose exec -T postgres bash /docker-entrypoint-initdb.d/10-roles.sh
COMPOSE_IGNORE_ORPHANS=false up --remove-orphans

say "What was recorded is there, and proven by the same key."
token
held() {
  statements > "$WORK/statements-after"
  head -n "$(wc -l < "$WORK/statements")" "$WORK/statements-after" | cmp -s - "$WORK/statements"
}
eventually held
echo "$(wc -l < "$WORK/statements") statements, each as it was."
[ "$(get /tree-key | field verifierKey)" = "$KEY" ] || fail "the ledger has another key: $(get /tree-key)"
curl -sS "$KEPT/api/ledgers/$LEDGER/proof" -H "Authorization: Bearer $TOKEN" -o "$WORK/proof.zip"
for proof in proof-before.zip proof.zip; do
  compose run --rm --no-deps --volume "$WORK/$proof:/proof.zip:ro" commitments-service verify --key "$KEY" /proof.zip
done
get '/commitments' | has '"state":"kept"' || fail "the promise is not kept any more: $(get /commitments)"
nothing_lost
hold_the_same

say "People and programs go on."
for _ in 1 2 3; do sign_in; done
load_begins 1000000
goes_on "the upgrade"
load_ends
nothing_lost
hold_the_same
for service in commitments-service projections subscriptions; do
  compose run --rm --no-deps "$service" status > "$WORK/status" 2>&1 || { cat "$WORK/status"; fail "the status of $service asks for something to be done"; }
done

say "A rebuild reads the entries of then."
compose run --rm projections rebuild
eventually held
nothing_lost
