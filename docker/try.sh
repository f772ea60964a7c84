#!/usr/bin/env bash
# Starts the containers under a name, a port and secrets of their own, keeps the promise of docs/api.md through the front door, loses Kafka's
# volume and repairs that, and removes everything again. Needs Docker with compose, curl 7.82 or newer, and openssl.
set -euo pipefail
cd "$(dirname "$0")"

PROJECT=kept-try-$$
PORT=${KEPT_PORT:-18080}
export KEPT=http://localhost:$PORT
WORK=$(mktemp -d)
export WORK

compose() {
  docker compose --project-name "$PROJECT" --env-file "$WORK/settings" --file compose.yaml "$@"
}

say() {
  printf '\n== %s\n' "$*"
}

clean_up() {
  local outcome=$?
  if [ "$outcome" != 0 ]; then
    compose logs --tail 40 || true
  fi
  compose down --volumes --rmi local >/dev/null 2>&1 || true
  rm -rf "$WORK"
  if [ "$outcome" = 0 ]; then
    say "All of it worked."
  else
    say "It did not work; the logs are above."
  fi
}
trap clean_up EXIT

secret() {
  openssl rand -hex 24
}

cat > "$WORK/settings" <<END
KEPT_PUBLIC_URL=$KEPT
KEPT_OAUTH_ISSUER=$KEPT
KEPT_PORT=$PORT
POSTGRES_PASSWORD=$(secret)
COMMITMENTS_OWNER_PASSWORD=$(secret)
COMMITMENTS_APP_PASSWORD=$(secret)
PROJECTIONS_OWNER_PASSWORD=$(secret)
ACCOUNTS_OWNER_PASSWORD=$(secret)
KEPT_INVITATION_KEY=$(openssl rand -base64 32)
KEPT_IDEMPOTENCY_KEY=$(openssl rand -base64 32)
KEPT_SIGNING_KEY=$(openssl rand -base64 32)
KEPT_WEBHOOKS_KEY=$(openssl rand -base64 32)
KEPT_KAFKA_CLUSTER_ID=$(openssl rand -base64 16 | tr '+/' 'AB' | cut -c1-22)
END

say "Building and starting; each container has to become healthy."
compose up --build --detach --wait --wait-timeout 600

say "Walking through docs/api.md."
awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside' ../docs/api.md > "$WORK/walk"
echo 'printf "LEDGER=%s\nTOKEN=%s\n" "$LEDGER" "$ADA_TOKEN" > "$WORK/known"' >> "$WORK/walk"
# By a pipe: the guide opens /dev/stderr anew, which would empty a file.
PROGRAM=https://127.0.0.1:65500/ bash -u "$WORK/walk" 2>&1 | cat > "$WORK/walked"
for answer in '"sequence":0' 'dev.kept.commitment.made.v1' '"state":"kept"' '# Working together' '#/titel' 'whsec_' 'dev.kept.lesson.recorded.v1'; do
  grep -qF -- "$answer" "$WORK/walked" || {
    cat "$WORK/walked"
    echo "The walk did not answer $answer"
    exit 1
  }
done

say "Comparing event store and Kafka."
compose run --rm commitments-service reconcile

say "Losing Kafka's volume."
compose rm --stop --force --volumes kafka
docker volume rm "${PROJECT}_kafka-data"
compose stop commitments-service
compose up --detach --wait kafka
if compose run --rm commitments-service reconcile; then
  echo "The loss was not noticed."
  exit 1
fi

say "Repairing it."
compose run --rm commitments-service reconcile --refill fresh-topics
compose up --detach --wait commitments-service
compose run --rm projections rebuild
for _ in $(seq 30); do
  if compose run --rm commitments-service reconcile > "$WORK/compared" && ! grep -q 'wait for the relay' "$WORK/compared"; then
    break
  fi
  sleep 1
done
cat "$WORK/compared"
grep -q 'hold the same' "$WORK/compared"

say "Stopping with an open stream."
. "$WORK/known"
curl -sN "$KEPT/api/ledgers/$LEDGER/stream" -H "Authorization: Bearer $TOKEN" > "$WORK/stream" &
sleep 2
kill -0 $! || {
  echo "The stream did not stay open."
  exit 1
}
began=$(date +%s)
compose stop accounts commitments-service projections front-door
took=$(($(date +%s) - began))
[ "$took" -le 20 ] || {
  echo "Stopping took $took seconds."
  exit 1
}
