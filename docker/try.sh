#!/usr/bin/env bash
# Tries the containers: starts them under a name, a port and secrets of their own, keeps the promise of docs/api.md through the front door,
# signs somebody in, runs the operator's commands, kills each container under load, loses Kafka's volume and repairs that, and removes
# everything again. Needs Docker with compose, curl 7.82 or newer, and openssl. It takes ten minutes; nothing else is touched.
set -euo pipefail
cd "$(dirname "$0")"

PROJECT=kept-try-$$
PORT=${KEPT_PORT:-18080}
export KEPT=http://localhost:$PORT
WORK=$(mktemp -d)
export WORK
LOAD=
RECEIVER=

compose() {
  docker compose --project-name "$PROJECT" --env-file "$WORK/settings" --file compose.yaml "$@"
}

say() {
  printf '\n== %s  %s\n' "$(date +%T)" "$*"
}

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

clean_up() {
  local outcome=$?
  trap - EXIT
  touch "$WORK/enough"
  if [ -n "$LOAD" ]; then wait "$LOAD" || true; fi
  if [ "$outcome" != 0 ]; then
    compose ps --all || true
    compose logs --no-color --tail 40 || true
  fi
  if [ -n "$RECEIVER" ]; then docker rm --force "$RECEIVER" >/dev/null || true; fi
  compose down --volumes --rmi local >/dev/null 2>&1 || true
  rm -rf "$WORK"
  if [ "$outcome" = 0 ]; then
    say "All of it worked."
  else
    say "It did not work: look for FAILED above the logs."
  fi
  exit "$outcome"
}
trap clean_up EXIT
# Else the outcome of a try that was cut short would be that of its last command.
trap 'exit 130' INT
trap 'exit 143' TERM HUP

cat > "$WORK/settings" <<END
KEPT_PUBLIC_URL=$KEPT
KEPT_OAUTH_ISSUER=$KEPT
KEPT_PORT=$PORT
KEPT_KAFKA_CLUSTER_ID=$(openssl rand -base64 16 | tr '+/' 'AB' | cut -c1-22)
KEPT_SECRETS=$WORK/secrets
KEPT_WEBHOOKS_ALLOWED_NETWORKS=127.0.0.1/32,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16
KEPT_WEBHOOKS_ALLOW_HTTP=true
END
KEPT_SECRETS=$WORK/secrets ./make-secrets.sh

up() {
  compose up --detach --wait --wait-timeout 900 "$@"
}

# The value of a field in a line of JSON.
field() {
  sed -n 's/.*"'"$1"'":"\([^"]*\)".*/\1/p'
}

get() {
  curl -sS --max-time 60 "$KEPT/api/ledgers/$LEDGER$1" -H "Authorization: Bearer $TOKEN"
}

# The address of a container that is in one network.
address_of() {
  docker inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$1"
}

# A token that lives an hour from now, as the one before may have ended.
token() {
  TOKEN=$(curl -sS "$KEPT/oauth2/token" -u "$CLIENT" -d grant_type=client_credentials | field access_token)
  [ -n "$TOKEN" ] || fail "no token is given"
}

# Neither errors nor stack traces nor what a JVM warns of nor a banner stand in the services' logs.
quiet() {
  compose logs --no-color $(compose config --services | grep -vE 'postgres|kafka') > "$WORK/logs"
  if grep -nE ':: Spring Boot ::|[|]\s+at [a-z].*\(| (ERROR|FATAL) |[|] WARNING:|\[(error|alert|crit|emerg)\]' "$WORK/logs" > "$WORK/noise"; then
    head -20 "$WORK/noise"
    fail "what stands above is in the logs of $1"
  fi
}

# What a browser does: leave for the provider, sign in there, come back, read a page.
sign_in() {
  rm -f "$WORK/cookies"
  local browser=(curl -sS --max-time 60 -L -b "$WORK/cookies" -c "$WORK/cookies")
  local csrf
  csrf=$("${browser[@]}" "$KEPT/oauth2/authorization/kept" | sed -n 's/.*name="_csrf"[^>]*value="\([^"]*\)".*/\1/p' | head -1)
  [ -n "$csrf" ] || fail "no form to sign in was shown"
  "${browser[@]}" -o "$WORK/page" -w '%{http_code} %{url_effective}' --data-urlencode "_csrf=$csrf" \
    --data-urlencode email=ada@one.example --data-urlencode 'password=a long pass phrase of mine' "$KEPT/sign-in" > "$WORK/arrived"
  grep -q '^200' "$WORK/arrived" && grep -q 'Ada Brandt' "$WORK/page" || fail "signing in ended at $(cat "$WORK/arrived")"
}

# Records lessons one after the other, each under its own key until it is acknowledged, and remembers which were.
load() {
  local number=0 status=
  until [ -e "$WORK/enough" ]; do
    number=$((number + 1))
    until status=$(curl -s --max-time 20 -o "$WORK/recorded" -w '%{http_code}' "$KEPT/api/ledgers/$LEDGER/lessons" \
      -H "Authorization: Bearer $TOKEN" -H "Idempotency-Key: load-$number" \
      --json "{\"learned\":\"lesson-number-$number-of-the-load\",\"differently\":\"We try.\"}") && [ "$status" = 201 ]; do
      case $status in 400 | 401 | 404 | 409 | 422) cp "$WORK/recorded" "$WORK/enough" ;; esac
      if [ -e "$WORK/enough" ]; then return; fi
      sleep 0.3
    done
    echo "lesson-number-$number-of-the-load" >> "$WORK/acknowledged"
  done
}

# Waits until one more lesson than before has been acknowledged.
goes_on() {
  local before
  before=$(wc -l < "$WORK/acknowledged")
  for _ in $(seq 900); do
    if [ "$(wc -l < "$WORK/acknowledged")" -gt $((before + 1)) ]; then return; fi
    if [ -e "$WORK/enough" ]; then fail "a command is refused after $1: $(cat "$WORK/enough")"; fi
    sleep 1
  done
  fail "no command is taken after $1"
}

# Every lesson that was acknowledged can be read, and none was recorded twice.
nothing_lost() {
  local head
  for _ in $(seq 60); do
    get '/export?format=markdown' > "$WORK/export" || true
    grep -o 'lesson-number-[0-9]*-of-the-load' "$WORK/export" | sort > "$WORK/found" || true
    sort "$WORK/acknowledged" | comm -23 - <(uniq "$WORK/found") > "$WORK/lost"
    if [ ! -s "$WORK/lost" ]; then
      # Each is named as often as every other.
      [ "$(uniq -c "$WORK/found" | awk '{ print $1 }' | sort -u | wc -l)" = 1 ] || fail "one of them is doubled"
      echo "$(wc -l < "$WORK/acknowledged") acknowledged, all of them there, each once."
      return
    fi
    sleep 2
  done
  fail "acknowledged and lost: $(head -3 "$WORK/lost")"
}

hold_the_same() {
  for _ in $(seq 60); do
    if compose run --rm commitments-service reconcile > "$WORK/compared" && ! grep -q 'wait for the relay' "$WORK/compared"; then
      break
    fi
    sleep 2
  done
  cat "$WORK/compared"
  grep -q 'hold the same' "$WORK/compared" || fail "event store and Kafka differ"
}

say "Building and starting; each container has to become healthy."
compose build
up

say "Walking through docs/api.md."
awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside' ../docs/api.md > "$WORK/walk"
echo 'printf "LEDGER=%s\nTOKEN=%s\nCLIENT=%s:%s\n" "$LEDGER" "$ADA_TOKEN" "$(echo "$ADA" | field clientId)" "$(echo "$ADA" | field clientSecret)" > known' >> "$WORK/walk"
# By a pipe: the guide opens /dev/stderr anew, which would empty a file.
(cd "$WORK" && PROGRAM=https://127.0.0.1:65500/ bash -u walk 2>&1 | cat > walked) || { cat "$WORK/walked"; fail "the walk broke off"; }
for answer in '"sequence":0' 'dev.kept.commitment.made.v1' '"state":"kept"' '# Working together' '#/titel' '"sides"' 'whsec_' 'dev.kept.lesson.recorded.v1'; do
  grep -qF -- "$answer" "$WORK/walked" || { cat "$WORK/walked"; fail "the walk did not answer $answer"; }
done
[ "$(wc -c < "$WORK/tile")" = 96 ] || { cat "$WORK/tile"; fail "the tile does not hold three hashes"; }
. "$WORK/known"

say "Checking the export's proofs."
KEY=$(get /tree-key | field verifierKey)
compose run --rm --no-deps --volume "$WORK/proof.zip:/proof.zip:ro" commitments-service verify --key "$KEY" /proof.zip
printf 'x' | dd of="$WORK/proof.zip" bs=1 seek=200 conv=notrunc status=none
if compose run --rm --no-deps --volume "$WORK/proof.zip:/proof.zip:ro" commitments-service verify --key "$KEY" /proof.zip; then
  fail "a changed export was not noticed"
fi

say "Signing in."
sign_in

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
eventually() {
  for _ in $(seq 60); do
    if "$@"; then return; fi
    sleep 1
  done
  fail "never: $*"
}
received() {
  docker logs "$RECEIVER" 2>/dev/null | grep -q "^received \"application/cloudevents+json[^\"]*\" [^ ]* v1,"
}
post "/api/ledgers/$LEDGER/webhooks" \
  "{\"url\":\"http://$(address_of "$RECEIVER"):8080/\",\"kinds\":[\"commitment\"],\"fromSequence\":0}" | grep -q whsec_ || fail "no webhook is made"
eventually received
docker rm --force "$RECEIVER" > /dev/null
RECEIVER=
post "/api/ledgers/$LEDGER/commitments" "{\"title\":\"Answer the auditors\",\"evaluation\":\"They have our answer.\",\"monitor\":\"BOTH\",
  \"due\":\"$(printf '%(%Y-%m-%d)T' $(($(date +%s) + 172800)))\",\"zone\":\"Europe/Berlin\"}" | grep -q '"id"' || fail "no promise is made"
FEED=$(post /api/calendars "{\"ledger\":\"$LEDGER\",\"texts\":true}" | field address)
in_the_calendar() {
  curl -sS --max-time 60 "$FEED" | grep -q 'SUMMARY:.*Answer the auditors'
}
eventually in_the_calendar
reminded() {
  curl -sS --max-time 60 "$KEPT/api/reminders" -H "Authorization: Bearer $TOKEN" | grep -q 'Answer the auditors'
}
eventually reminded

say "What the front door refuses."
head -c 300000 /dev/zero | tr '\0' ' ' > "$WORK/large"
[ "$(curl -sS -o "$WORK/answer" -w '%{http_code}' "$KEPT/api/ledgers" -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \
  --data-binary "@$WORK/large")" = 413 ] && grep -q '"code": *"body-too-large"' "$WORK/answer" || fail "300 KB: $(cat "$WORK/answer")"
[ "$(curl -sS -o /dev/null -w '%{http_code}' "$KEPT/actuator/health")" = 404 ] || fail "/actuator is served to the outside"

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
get /entries | grep -q 'Freeze the public API' || fail "the title is not there to be erased"
compose run --rm commitments-service erase --ledger "$LEDGER" --entry 3 --field terms/title --ground-law "Art. 17 GDPR, a try"
for _ in $(seq 60); do
  if ! get /entries | grep -q 'Freeze the public API'; then break; fi
  sleep 1
done
if get /entries | grep -q 'Freeze the public API'; then fail "the erased title is still shown"; fi
hold_the_same
quiet "a quiet start and walk"

say "Two of each service: sign-ins whichever answers."
up --scale accounts=2 --scale commitments-service=2 --scale projections=2 --scale subscriptions=2 --scale pages=2
for _ in 1 2 3 4; do sign_in; done

say "Killing each container under load."
: > "$WORK/acknowledged"
token
load &
LOAD=$!
goes_on "the load began"
for container in $(compose config --services); do
  echo "$container is killed."
  compose kill --signal KILL "$container"
  sleep 2
  compose start "$container"
  goes_on "$container was killed"
done
touch "$WORK/enough"
wait "$LOAD" || true
LOAD=
up --scale accounts=2 --scale commitments-service=2 --scale projections=2 --scale subscriptions=2 --scale pages=2
token
nothing_lost
hold_the_same
up --scale accounts=1 --scale commitments-service=1 --scale projections=1 --scale subscriptions=1 --scale pages=1

say "A service that is away is a problem, and found again at another address."
compose rm --stop --force accounts
# 502 where its address refuses, 504 where there is nothing at its address any more.
curl -sS -o "$WORK/answer" -w '%{http_code}' "$KEPT/oauth2/token" -d grant_type=client_credentials | grep -q '^50[24]$' &&
  grep -q '"code": *"temporarily-unavailable"' "$WORK/answer" || fail "accounts away: $(cat "$WORK/answer")"
up
for _ in $(seq 15); do
  if curl -sf -o /dev/null "$KEPT/oauth2/jwks"; then break; fi
  sleep 1
done
sign_in

say "A proxy in front."
[ "$(curl -sS -o /dev/null -w '%{redirect_url}' -H 'X-Forwarded-Proto: https' -H 'X-Forwarded-Host: kept.example' "$KEPT/account")" = "$KEPT/sign-in" ] ||
  fail "a stranger's X-Forwarded-Host counts"
KEPT_TRUSTED_PROXIES=0.0.0.0/0 up front-door
[ "$(curl -sS -o /dev/null -D "$WORK/headers" -w '%{redirect_url}' -H 'X-Forwarded-Proto: https' -H 'X-Forwarded-Host: kept.example' "$KEPT/account")" = https://kept.example/sign-in ] ||
  fail "a trusted proxy's X-Forwarded-Host does not count: $(cat "$WORK/headers")"
grep -qi '^strict-transport-security' "$WORK/headers" || fail "no HSTS behind TLS"
up front-door

say "Losing Kafka's volume."
compose rm --stop --force --volumes kafka
docker volume rm "${PROJECT}_kafka-data"
compose stop commitments-service
up kafka
if compose run --rm commitments-service reconcile; then
  fail "the loss was not noticed"
fi

say "Repairing it."
compose run --rm commitments-service reconcile --refill fresh-topics
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
