#!/usr/bin/env bash
# Tries the containers: starts them under a name, ports and secrets of their own, keeps the promise of docs/api.md through the front door by
# TLS, signs somebody in, runs the operator's commands, kills each container under load, restores a backup, loses Kafka's volume and repairs that,
# and removes everything again. Needs Docker with compose, curl 7.82 or newer, and openssl. It takes fifteen minutes; nothing else is touched.
set -euo pipefail
cd "$(dirname "$0")"

PROJECT=kept-try-$$
PORT=${KEPT_PORT:-18080}
PLAIN=http://localhost:$PORT
KEPT=https://localhost:$((PORT + 2))
FILES=(--file compose.yaml)
. ./trying.sh

# Gives the door a certificate, which curl trusts beside the one before.
certificate() {
  KEPT_SECRETS=$WORK/secrets KEPT_PUBLIC_URL=$KEPT ./certificate.sh --self-signed
  cat "$WORK/secrets/tls/certificate.pem" >> "$WORK/trusted"
}
certificate
export CURL_CA_BUNDLE=$WORK/trusted

# Neither errors nor stack traces nor what a JVM warns of nor a banner stand in the services' logs.
quiet() {
  compose logs --no-color $(compose config --services | grep -vE 'postgres|kafka') > "$WORK/logs"
  if grep -nE ':: Spring Boot ::|[|]\s+at [a-z].*\(| (ERROR|FATAL) |[|] WARNING:|\[(error|alert|crit|emerg)\]' "$WORK/logs" > "$WORK/noise"; then
    head -20 "$WORK/noise"
    fail "what stands above is in the logs of $1"
  fi
}

say "Building and starting; each container has to become healthy."
# One after the other: without BuildKit each would compile for itself what the first one makes for all.
COMPOSE_PARALLEL_LIMIT=1 compose build
up

say "Prometheus asks every service, and has the alerts."
monitoring up --detach --wait prometheus
eventually asks 5
eventually has_alerts alerts.yaml

say "Walking through docs/api.md."
walk_today

say "Checking the export's proofs."
KEY=$(get /tree-key | field verifierKey)
compose run --rm --no-deps --volume "$WORK/proof.zip:/proof.zip:ro" commitments-service verify --key "$KEY" /proof.zip
printf 'x' | dd of="$WORK/proof.zip" bs=1 seek=200 conv=notrunc status=none
if compose run --rm --no-deps --volume "$WORK/proof.zip:/proof.zip:ro" commitments-service verify --key "$KEY" /proof.zip; then
  fail "a changed export was not noticed"
fi

say "Signing in."
sign_in

say "What an operator does for accounts."
compose run --rm accounts list | has 'ada@one.example' || fail "an account is not listed"
compose run --rm accounts reset-link ada@one.example | grep -o "$KEPT/[^ ]*" > "$WORK/link" || fail "no link is made"
curl -sS --max-time 60 "$(cat "$WORK/link")" | has 'type="password"' || fail "the link leads to no form for a password"
compose run --rm accounts invite | has "$KEPT/sign-up?invitation=" || fail "no invitation is made"
compose run --rm --no-deps accounts status | has 'closed accounts still in ledgers' || fail "accounts say nothing of how they stand"

say "What people subscribe to: a webhook, a calendar, a reminder."
cat > "$WORK/receiver.conf" <<'END'
pid /tmp/nginx.pid;
events {}
http {
  client_body_temp_path /tmp/client_body;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;
  log_format message 'received "$content_type" $http_webhook_id $http_webhook_signature';
  access_log /dev/stdout message;
  server {
    listen 8080;
    location / {
      return 204;
    }
  }
}
END
chmod 644 "$WORK/receiver.conf"
RECEIVER=$(docker run --detach --network "${PROJECT}_inside" --volume "$WORK/receiver.conf:/etc/nginx/nginx.conf:ro" \
  "$(docker inspect --format '{{.Config.Image}}' "$(compose ps --quiet front-door)")")
post() {
  curl -sS --max-time 60 "$KEPT$1" -H "Authorization: Bearer $TOKEN" --json "$2"
}
received() {
  docker logs "$RECEIVER" 2>/dev/null | has "^received \"application/cloudevents+json[^\"]*\" [^ ]* v1,"
}
post "/api/ledgers/$LEDGER/webhooks" \
  "{\"url\":\"http://$(address_of "$RECEIVER"):8080/\",\"kinds\":[\"commitment\"],\"fromSequence\":0}" | has whsec_ || fail "no webhook is made"
eventually received
docker rm --force "$RECEIVER" > /dev/null
RECEIVER=
post "/api/ledgers/$LEDGER/commitments" "{\"title\":\"Answer the auditors\",\"evaluation\":\"They have our answer.\",\"monitor\":\"BOTH\",
  \"due\":\"$(printf '%(%Y-%m-%d)T' $(($(date +%s) + 172800)))\",\"zone\":\"Europe/Berlin\"}" | has '"id"' || fail "no promise is made"
FEED=$(post /api/calendars "{\"ledger\":\"$LEDGER\",\"texts\":true}" | field address)
in_the_calendar() {
  curl -sS --max-time 60 "$FEED" | has 'SUMMARY:.*Answer the auditors'
}
eventually in_the_calendar
reminded() {
  curl -sS --max-time 60 "$KEPT/api/reminders" -H "Authorization: Bearer $TOKEN" | has 'Answer the auditors'
}
eventually reminded

say "A file as evidence."
head -c 3000000 /dev/urandom > "$WORK/report"
FILE=$(curl -sS --max-time 60 "$KEPT/api/ledgers/$LEDGER/files" -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/octet-stream' \
  -H 'Kept-File-Name: report.bin' --data-binary "@$WORK/report" | field file)
[ -n "$FILE" ] || fail "no file is taken"
NAMED=$(post "/api/ledgers/$LEDGER/decisions" "{\"statement\":\"Keep the report.\",\"rationale\":\"It says why.\",\"evidence\":[{\"label\":\"The report\",\"file\":\"$FILE\"}]}" |
  sed -n 's/.*"sequence":\([0-9]*\).*/\1/p')
curl -sS --max-time 60 "$KEPT/api/ledgers/$LEDGER/entries/$NAMED/evidence/0" -H "Authorization: Bearer $TOKEN" | cmp - "$WORK/report" ||
  fail "the file is not the one that was handed in"

say "How everything stands."
for service in commitments-service projections subscriptions; do
  compose run --rm --no-deps "$service" status > "$WORK/status" 2>&1 || { cat "$WORK/status"; fail "the status of $service asks for something to be done"; }
  if grep -E ' (WARN|ERROR) ' "$WORK/status"; then fail "what stands above is in the status of $service"; fi
done

say "TLS at the front door, and HTTP on this host."
[ "$(curl -sS -o /dev/null -w '%{http_version} %{http_code}' "$KEPT/oauth2/jwks")" = "2 200" ] || fail "the door does not speak HTTP/2"
[ "$(curl -sS -o /dev/null -w '%{http_code}' "$PLAIN/oauth2/jwks")" = 200 ] || fail "without TLS the door does not answer"
[ "$(curl -sS -o /dev/null -w '%{http_code} %{redirect_url}' "http://${KEPT#https://}/sign-in?a=b")" = "308 $KEPT/sign-in?a=b" ] ||
  fail "HTTP at the port for TLS leads nowhere"
for path in /sign-in /ledgers /actuator /v3/api-docs; do
  [ "$(curl -sS -o /dev/null -D - "$KEPT$path" | grep -ci '^strict-transport-security: max-age=31536000')" = 1 ] || fail "$path does not ask for TLS alone"
  if curl -sS -o /dev/null -D - "$PLAIN$path" | grep -i '^strict-transport-security'; then fail "$path asks for TLS without TLS"; fi
done
if openssl s_client -connect "${KEPT#https://}" -tls1_1 -cipher ALL:@SECLEVEL=0 < /dev/null > "$WORK/answer" 2>&1; then fail "TLS 1.1 is taken"; fi
openssl s_client -connect "${KEPT#https://}" -tls1_3 < /dev/null > "$WORK/answer" 2>&1 || fail "TLS 1.3 is not taken: $(cat "$WORK/answer")"

say "Renewing the certificate while people ask."
served() {
  openssl s_client -connect "${KEPT#https://}" < /dev/null 2> /dev/null | openssl x509 -noout -serial
}
asks_on() {
  until [ -e "$WORK/enough" ]; do
    curl -sS --max-time 20 -o /dev/null -w '%{http_code}\n' "$KEPT/oauth2/jwks" >> "$WORK/answers" 2>&1 || true
  done
}
before=$(served)
rm -f "$WORK/enough"
asks_on &
LOADS+=($!)
sleep 2
certificate
compose exec -T front-door sh -c '/docker-entrypoint.d/45-tls.sh && nginx -s reload'
renewed() {
  [ "$(served)" != "$before" ]
}
eventually renewed
sleep 6
load_ends
if grep -v '^200$' "$WORK/answers"; then fail "a request was interrupted"; fi
echo "$(wc -l < "$WORK/answers") answers, none interrupted."

say "What the front door refuses."
head -c 300000 /dev/zero | tr '\0' ' ' > "$WORK/large"
for version in --http1.1 --http2; do
  [ "$(curl -sS $version -o "$WORK/answer" -w '%{http_code}' "$KEPT/api/ledgers" -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \
    --data-binary "@$WORK/large")" = 413 ] && grep -q '"code": *"body-too-large"' "$WORK/answer" || fail "300 KB by $version: $(cat "$WORK/answer")"
done
[ "$(curl -sS -o /dev/null -w '%{http_code}' "$KEPT/actuator/health")" = 404 ] || fail "/actuator is served to the outside"

say "What the write side may not do, and who has done it."
compose ps --all --format '{{.Service}} {{.State}} {{.ExitCode}}' | has '^operator exited 0$' || fail "the migrations did not end"
if compose exec -T commitments-service ls /run/secrets | has migration; then fail "commitments-service knows the owner of the schema"; fi

say "What the front door cannot reach."
for store in postgres:5432 kafka:9092; do
  container=$(compose ps --quiet "${store%:*}")
  address=$(address_of "$container")
  compose exec -T commitments-service bash -c "exec 3<>/dev/tcp/$address/${store#*:}" || fail "commitments-service does not reach $store at $address"
  if compose exec -T front-door timeout 5 bash -c "exec 3<>/dev/tcp/$address/${store#*:}" 2>/dev/null; then
    fail "the front door reaches $store at $address"
  fi
done

say "Erasing a text by law."
get /entries | has 'Freeze the public API' || fail "the title is not there to be erased"
compose run --rm commitments-service erase --ledger "$LEDGER" --entry 3 --field terms/title --ground-law "Art. 17 GDPR, a try"
for _ in $(seq 60); do
  if ! get /entries | has 'Freeze the public API'; then break; fi
  sleep 1
done
if get /entries | has 'Freeze the public API'; then fail "the erased title is still shown"; fi
hold_the_same
quiet "a quiet start and walk"

say "Two of each service: sign-ins whichever answers."
up --scale accounts=2 --scale commitments-service=2 --scale projections=2 --scale subscriptions=2 --scale pages=2
for _ in 1 2 3 4; do sign_in; done

say "Killing each container under load."
load_begins 0
for container in $(compose config --services | grep -v operator); do
  echo "$container is killed."
  compose kill --signal KILL "$container"
  sleep 2
  compose start "$container"
  goes_on "$container was killed"
done
load_ends
up --scale accounts=2 --scale commitments-service=2 --scale projections=2 --scale subscriptions=2 --scale pages=2
token
nothing_lost
hold_the_same
up --scale accounts=1 --scale commitments-service=1 --scale projections=1 --scale subscriptions=1 --scale pages=1

say "A service that is away is a problem, and found again at another address."
compose rm --stop --force accounts
# 502 where its address refuses, 504 where there is nothing at its address any more.
curl -sS -o "$WORK/answer" -w '%{http_code}' "$KEPT/oauth2/token" -d grant_type=client_credentials | has '^50[24]$' &&
  grep -q '"code": *"temporarily-unavailable"' "$WORK/answer" || fail "accounts away: $(cat "$WORK/answer")"
eventually notices KeptServiceDown '"instance":"accounts:9464"'
monitoring rm --stop --force --volumes prometheus
up
for _ in $(seq 15); do
  if curl -sf -o /dev/null "$KEPT/oauth2/jwks"; then break; fi
  sleep 1
done
sign_in

say "A proxy in front."
[ "$(curl -sS -o /dev/null -w '%{redirect_url}' -H 'X-Forwarded-Proto: https' -H 'X-Forwarded-Host: kept.example' "$PLAIN/account")" = "$PLAIN/sign-in" ] ||
  fail "a stranger's X-Forwarded-Host counts"
KEPT_TRUSTED_PROXIES=0.0.0.0/0 up front-door
[ "$(curl -sS -o /dev/null -D "$WORK/headers" -w '%{redirect_url}' -H 'X-Forwarded-Proto: https' -H 'X-Forwarded-Host: kept.example' "$PLAIN/account")" = https://kept.example/sign-in ] ||
  fail "a trusted proxy's X-Forwarded-Host does not count: $(cat "$WORK/headers")"
grep -qi '^strict-transport-security' "$WORK/headers" || fail "no HSTS behind TLS"
up front-door

say "Backing PostgreSQL up under load."
load_begins 1000000
compose exec -T postgres pg_basebackup --username postgres --pgdata - --format tar --wal-method fetch --checkpoint fast --gzip > "$WORK/backup.tar.gz"
goes_on "the backup"
load_ends

say "Losing PostgreSQL's volume, and restoring the backup."
compose stop accounts commitments-service projections subscriptions pages
compose rm --stop --force --volumes postgres
docker volume rm "${PROJECT}_postgres-data"
compose run --rm --no-deps -T --entrypoint bash postgres -c 'umask 077 && mkdir -p "$PGDATA" && tar -xz -C "$PGDATA"' < "$WORK/backup.tar.gz"
up postgres
if compose run --rm operator reconcile; then
  fail "that the store lacks entries was not noticed"
fi
compose run --rm operator reconcile --refill store
up
nothing_lost
hold_the_same
sign_in

say "Losing Kafka's volume."
compose rm --stop --force --volumes kafka
docker volume rm "${PROJECT}_kafka-data"
compose stop commitments-service
up kafka
if compose run --rm operator reconcile; then
  fail "the loss was not noticed"
fi

say "Repairing it."
compose run --rm operator reconcile --refill fresh-topics
up commitments-service
compose run --rm projections rebuild
hold_the_same
token
nothing_lost

say "Stopping with an open stream."
. "$WORK/known"
curl -sN "$KEPT/api/ledgers/$LEDGER/stream" -H "Authorization: Bearer $TOKEN" > "$WORK/stream" &
sleep 2
kill -0 $! || {
  echo "The stream did not stay open."
  exit 1
}
began=$(date +%s)
compose stop accounts commitments-service projections subscriptions pages front-door
took=$(($(date +%s) - began))
[ "$took" -le 20 ] || {
  echo "Stopping took $took seconds."
  exit 1
}
