#!/usr/bin/env bash
# Tries compose.cluster.yaml as try.sh tries compose.yaml: moves from one of each to it, kills one broker after the other under load, then each
# PostgreSQL, then a broker and one of each service together, and counts what had been acknowledged. Needs what try.sh needs and 12 GB of memory.
set -euo pipefail
cd "$(dirname "$0")"

PROJECT=kept-try-cluster-$$
PORT=${KEPT_PORT:-18180}
KEPT=http://localhost:$PORT
FILES=(--file compose.yaml)
. ./trying.sh

topics() {
  # The heap that compose.yaml sets is the broker's.
  compose exec -T --env KAFKA_HEAP_OPTS=-Xmx128m kafka-3 /opt/kafka/bin/kafka-topics.sh \
    --bootstrap-server kafka:9092,kafka-2:9092,kafka-3:9092 --describe "$@"
}

# Every partition has all of its replicas in step.
in_step() {
  topics --under-replicated-partitions > "$WORK/behind" && [ ! -s "$WORK/behind" ]
}

pair() {
  compose exec -T "$1" bash /etc/kept/postgres/pair.sh "$2"
}

# Whether commits on the first wait for the second, which has all that was committed.
followed() {
  pair "$1" status > "$WORK/pair" && grep -q "^$2 streaming, sync, lacks 0 bytes" "$WORK/pair"
}

# Waits until the read side shows what has just been acknowledged, which reaches it by Kafka alone.
seen() {
  local last
  last=$(tail -1 "$WORK/acknowledged")
  for _ in $(seq 180); do
    if get "/entries?q=$last" | has "$last"; then return; fi
    sleep 1
  done
  fail "what is acknowledged is not shown after $1"
}

say "Building and starting; each container has to become healthy."
COMPOSE_PARALLEL_LIMIT=1 compose build
up

say "Walking through docs/api.md, with one of each."
walk_today

say "Moving to the cluster: three new brokers are filled from the event store."
compose down
FILES+=(--file compose.cluster.yaml)
up postgres postgres-2 kafka kafka-2 kafka-3
compose run --rm operator reconcile --refill fresh-topics
up
hold_the_same
eventually followed postgres postgres-2
for _ in 1 2 3 4; do sign_in; done

say "Prometheus asks each of the two of every service."
echo KEPT_PROMETHEUS_CONFIG=./monitoring/prometheus.cluster.yaml >> "$WORK/settings"
monitoring up --detach --wait prometheus
eventually asks 10
eventually has_alerts alerts.yaml alerts.cluster.yaml

say "Three brokers hold every record, and two have to."
topics > "$WORK/topics"
for topic in statements disclosures tree-heads; do
  grep "Topic: ledger.$topic.*PartitionCount" "$WORK/topics" | grep 'ReplicationFactor: 3' | has 'min.insync.replicas=2' ||
    { cat "$WORK/topics"; fail "ledger.$topic is not held three times"; }
done

say "Every command of a ledger goes to the same one of two processes."
load_begins 1000000 2000000
compose logs --no-color --since 10s front-door > "$WORK/door"
[ "$(grep -o "POST /api/ledgers/$LEDGER/lessons 201 .*:8082" "$WORK/door" | awk '{ print $NF }' | sort -u | wc -l)" = 1 ] ||
  { tail -20 "$WORK/door"; fail "they go to several, or to none"; }

say "Killing one broker after the other under load."
for broker in kafka kafka-2 kafka-3; do
  echo "$broker is killed."
  compose kill --signal KILL "$broker"
  goes_on "$broker was killed"
  seen "$broker was killed"
  compose start "$broker"
  goes_on "$broker came back"
  eventually in_step
done

say "Stopping the standby under load: no command is acknowledged until the operator says that one server is enough."
compose kill --signal KILL postgres-2
pair postgres alone
goes_on "the primary was told to go on alone"
compose start postgres-2
eventually followed postgres postgres-2

say "Killing the primary PostgreSQL under load: its standby takes its place, and it comes back as the standby."
compose kill --signal KILL postgres
pair postgres-2 promote
echo KEPT_POSTGRES_PRIMARY=postgres-2 >> "$WORK/settings"
goes_on "postgres-2 took the place of postgres"
seen "postgres-2 took the place of postgres"
sign_in
compose rm --stop --force postgres
docker volume rm "${PROJECT}_postgres-data" > /dev/null
up --no-deps postgres
eventually followed postgres-2 postgres
goes_on "postgres follows"

for number in 1 2; do
  say "Killing a broker and number $number of each service under load."
  compose kill --signal KILL kafka-2
  for service in accounts commitments-service projections subscriptions pages; do
    echo "$service $number is killed."
    docker kill --signal KILL "$PROJECT-$service-$number" > /dev/null
    goes_on "$service $number was killed"
  done
  seen "number $number of each service was killed"
  sign_in
  eventually notices KeptReplicaMissing '"service":"pages"'
  up
  eventually in_step
done

load_ends
token
nothing_lost
hold_the_same
