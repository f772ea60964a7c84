# What the tries share. Whoever reads it in has set PROJECT, PORT, KEPT, the address of the front door, and FILES, the options that name the
# compose files.
set -euo pipefail

export KEPT
WORK=$(mktemp -d)
export WORK
LOADS=()
# Prometheus, which one step starts, is in none of the files of the others.
export COMPOSE_IGNORE_ORPHANS=true
RECEIVER=

compose() {
  docker compose --project-name "$PROJECT" --env-file "$WORK/settings" "${FILES[@]}" "$@"
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
  for each in "${LOADS[@]}"; do wait "$each" || true; done
  if [ "$outcome" != 0 ]; then
    compose ps --all || true
    compose logs --no-color --tail 40 || true
  fi
  if [ -n "$RECEIVER" ]; then docker rm --force "$RECEIVER" >/dev/null || true; fi
  monitoring down --volumes --rmi local > "$WORK/down" 2>&1 || { cat "$WORK/down"; echo "$PROJECT is not removed: see above."; }
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
KEPT_TLS_PORT=$((PORT + 2))
KEPT_PROMETHEUS_PORT=$((PORT + 1))
KEPT_KAFKA_CLUSTER_ID=$(openssl rand -base64 16 | tr '+/' 'AB' | cut -c1-22)
KEPT_SECRETS=$WORK/secrets
KEPT_WEBHOOKS_ALLOWED_NETWORKS=127.0.0.1/32,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16
KEPT_WEBHOOKS_ALLOW_HTTP=true
END
KEPT_SECRETS=$WORK/secrets ./make-secrets.sh

up() {
  compose up --detach --wait --wait-timeout 900 "$@"
}

# has OPTION... PATTERN: whether it stands in what is read, to its end; whoever writes would fail if grep went at the first match.
has() {
  local all
  all=$(cat)
  grep -q "$@" <<< "$all"
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

# Records lessons one after the other, each under its own key until it is acknowledged, and remembers which were. They are numbered from the
# number given.
load() {
  local number=$1 recorded=$WORK/recorded-$1 status=
  until [ -e "$WORK/enough" ]; do
    number=$((number + 1))
    until status=$(curl -s --max-time 20 -o "$recorded" -w '%{http_code}' "$KEPT/api/ledgers/$LEDGER/lessons" \
      -H "Authorization: Bearer $TOKEN" -H "Idempotency-Key: load-$number" \
      --json "{\"learned\":\"lesson-number-$number-of-the-load\",\"differently\":\"We try.\"}") && [ "$status" = 201 ]; do
      case $status in 400 | 401 | 404 | 409 | 422) cp "$recorded" "$WORK/enough" ;; esac
      if [ -e "$WORK/enough" ]; then return; fi
      sleep 0.3
    done
    echo "lesson-number-$number-of-the-load" >> "$WORK/acknowledged"
  done
}

# load_begins NUMBER...: a load in the background from each number on.
load_begins() {
  rm -f "$WORK/enough"
  touch "$WORK/acknowledged"
  token
  for first in "$@"; do
    load "$first" &
    LOADS+=($!)
  done
  goes_on "the load began"
}

load_ends() {
  touch "$WORK/enough"
  for each in "${LOADS[@]}"; do wait "$each" || true; done
  LOADS=()
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
    if compose run --rm operator reconcile > "$WORK/compared" && ! grep -q 'wait for the relay' "$WORK/compared"; then
      break
    fi
    sleep 2
  done
  cat "$WORK/compared"
  grep -q 'hold the same' "$WORK/compared" || fail "event store and Kafka differ"
}

eventually() {
  for _ in $(seq 60); do
    if "$@"; then return; fi
    sleep 1
  done
  fail "never: $*"
}

# Prometheus beside the services.
monitoring() (
  FILES+=(--file compose.monitoring.yaml)
  compose "$@"
)

# Whether Prometheus gets answers from so many processes.
asks() {
  [ "$(curl -sS --max-time 10 "http://localhost:$((PORT + 1))/api/v1/targets" | grep -o '"health":"up"' | wc -l)" = "$1" ]
}

# Whether it goes by every alert of these files.
has_alerts() {
  [ "$(curl -sS --max-time 10 "http://localhost:$((PORT + 1))/api/v1/rules" | grep -o '"health":"ok"' | wc -l)" = "$(cd monitoring && cat "$@" | grep -c ' alert: ')" ]
}

# Whether it holds one of such a name and with such a label to be due.
notices() {
  curl -sS --max-time 10 "http://localhost:$((PORT + 1))/api/v1/alerts" | grep -o '"labels":{[^}]*}' | grep "\"alertname\":\"$1\"" | has -F "$2"
}

# walk GUIDE ANSWER...: keeps the promise of a docs/api.md, which has to be answered so, and remembers the ledger and who wrote in it.
walk() {
  local guide=$1 answer
  shift
  awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$guide" > "$WORK/walk"
  echo 'printf "LEDGER=%s\nTOKEN=%s\nCLIENT=%s:%s\n" "$LEDGER" "$ADA_TOKEN" "$(echo "$ADA" | field clientId)" "$(echo "$ADA" | field clientSecret)" > known' >> "$WORK/walk"
  # By a pipe: the guide opens /dev/stderr anew, which would empty a file.
  (cd "$WORK" && PROGRAM=https://127.0.0.1:65500/ bash -u walk 2>&1 | cat > walked) || { cat "$WORK/walked"; fail "the walk broke off"; }
  for answer in "$@"; do
    grep -qF -- "$answer" "$WORK/walked" || { cat "$WORK/walked"; fail "the walk did not answer $answer"; }
  done
  . "$WORK/known"
}

# As it is answered today.
walk_today() {
  walk ../docs/api.md '"sequence":0' 'dev.kept.commitment.made.v1' '"state":"kept"' '# Working together' '#/titel' '"sides"' 'whsec_' 'dev.kept.lesson.recorded.v1'
  [ "$(wc -c < "$WORK/tile")" = 96 ] || { cat "$WORK/tile"; fail "the tile does not hold three hashes"; }
}
