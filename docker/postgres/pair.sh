#!/usr/bin/env bash
# One of the two PostgreSQL servers of compose.cluster.yaml and of docker/kubernetes. As a container's command it starts the server: the one
# that KEPT_POSTGRES_PRIMARY names takes entries, the other copies it and follows it. A commit counts once both have it on disk, from the moment
# on at which the standby has followed for the first time. Inside a running container:
#   pair.sh promote   makes this standby the primary, once the primary before it is stopped for good
#   pair.sh alone     commits no longer wait for the standby, until it follows again
#   pair.sh status    says what this server is
# docs/operations.md, 'When a PostgreSQL is lost', says when.
set -euo pipefail

: "${KEPT_POSTGRES_NAME:?the name of this server}" "${KEPT_POSTGRES_OTHER:?the name of the other one}"
: "${KEPT_POSTGRES_PRIMARY:?the name of the one that takes entries}" "${PGDATA:?}"
SECRETS=${KEPT_SECRETS_FOLDER:-/run/secrets}
PASSWORDS=${KEPT_PASSWORDS:-/tmp/replication-password}
HERE=${KEPT_POSTGRES_FILES:-/etc/kept/postgres}
ROLE=kept_replication
SLOT=kept_standby

say() { echo "kept: $*" >&2; }

sql() { psql --set=ON_ERROR_STOP=1 --no-psqlrc --quiet --tuples-only --no-align --username postgres --dbname postgres "$@"; }

# Whether this server follows another one; fails while it does not answer.
follows() { sql --command 'SELECT pg_is_in_recovery()' 2>/dev/null; }

# The names of standbys that commits wait for. On disk at once, and in force after the reload.
wait_for() {
  sql --command "ALTER SYSTEM SET synchronous_standby_names = '$1'" --command 'SELECT pg_reload_conf()' > /dev/null
}

# The role by which the other server follows. psql reads the password itself: as an argument it would stand in the list of processes.
admit() {
  sql > /dev/null <<SQL
\set password \`cat $SECRETS/replication-password\`
-- Also while nobody confirms a commit: it is done again at each start.
SET synchronous_commit = local;
SELECT 'CREATE ROLE $ROLE' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '$ROLE') \gexec
ALTER ROLE $ROLE LOGIN REPLICATION NOSUPERUSER PASSWORD :'password';
SQL
}

# The slot that keeps what the standby has not got yet. One that has kept as much as it may is of no use to anybody any more.
keep() {
  sql --command "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '$SLOT' AND wal_status = 'lost'" \
    --command "SELECT pg_create_physical_replication_slot('$SLOT', true)
      WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = '$SLOT')" > /dev/null
}

# Beside the server for as long as it runs: lets the standby in, and has commits wait for it once it follows.
attend() {
  local admitted=
  # The process that this one was begun by is the server's.
  while sleep 2 && kill -0 $$ 2>/dev/null; do
    if [ "$(follows)" != f ] || ! keep; then continue; fi
    if [ -z "$admitted" ]; then
      if ! admit; then continue; fi
      admitted=yes
    fi
    if [ "$(sql --command "SELECT current_setting('synchronous_standby_names') = '' AND EXISTS (
        SELECT FROM pg_stat_replication WHERE application_name = '$KEPT_POSTGRES_OTHER' AND state = 'streaming')" 2>/dev/null)" = t ]; then
      wait_for "\"$KEPT_POSTGRES_OTHER\"" && say "$KEPT_POSTGRES_OTHER follows; commits wait for it from now on."
    fi
  done
}

# All of the other server's data, or nothing: what a copy that broke off has left is not taken for data.
copy() {
  rm -rf "$PGDATA.copying"
  mkdir -p -m 700 "$PGDATA.copying"
  until pg_basebackup --dbname "host=$KEPT_POSTGRES_OTHER user=$ROLE passfile=$PASSWORDS connect_timeout=5" --no-password \
    --pgdata "$PGDATA.copying" --wal-method stream --checkpoint fast; do
    say "$KEPT_POSTGRES_OTHER cannot be copied yet."
    rm -rf "$PGDATA.copying"
    sleep 2
  done
  touch "$PGDATA.copying/standby.signal"
  rmdir "$PGDATA" 2>/dev/null || true
  mv "$PGDATA.copying" "$PGDATA"
}

start() {
  (umask 077 && printf '*:*:*:%s:%s\n' "$ROLE" "$(cat "$SECRETS/replication-password")" > "$PASSWORDS")
  if [ "$KEPT_POSTGRES_NAME" = "$KEPT_POSTGRES_PRIMARY" ]; then
    if [ -e "$PGDATA/standby.signal" ]; then
      say "$KEPT_POSTGRES_NAME is named as the primary and still follows. 'pair.sh promote' makes it the primary."
    fi
  elif [ ! -s "$PGDATA/PG_VERSION" ]; then
    copy
  elif [ ! -e "$PGDATA/standby.signal" ]; then
    # It was the primary before, and may hold what no other server has: started again it would take entries beside the one that took its place.
    say "$KEPT_POSTGRES_PRIMARY is the primary now, and $KEPT_POSTGRES_NAME has data of its own. Not started."
    say "To have it follow, empty its volume, as docs/operations.md says."
    exit 1
  fi
  # Its end is no failure of the server, whose process takes notice of it.
  (attend || true) &
  exec "${KEPT_POSTGRES_ENTRYPOINT:-docker-entrypoint.sh}" postgres -c wal_recycle=off -c "hba_file=$HERE/pair_hba.conf" \
    -c "primary_conninfo=host=$KEPT_POSTGRES_OTHER user=$ROLE passfile=$PASSWORDS application_name='$KEPT_POSTGRES_NAME' connect_timeout=5" \
    -c "primary_slot_name=$SLOT" -c max_slot_wal_keep_size=8GB -c wal_receiver_timeout=10s -c wal_sender_timeout=10s \
    -c max_connections=200 "$@"
}

promote() {
  if [ "$(follows)" != t ]; then
    say "$KEPT_POSTGRES_NAME does not follow anybody, or does not answer."
    exit 1
  fi
  # Nobody follows it yet: the name that came with the copy is this server's own.
  wait_for ''
  sql --command 'SELECT pg_promote(true, 60)' | grep -qx t || { say "It was not promoted; its log says why."; exit 1; }
  admit
  keep
  say "$KEPT_POSTGRES_NAME is the primary. Set KEPT_POSTGRES_PRIMARY=$KEPT_POSTGRES_NAME now, before the other one is started."
}

alone() {
  if [ "$(follows)" != f ]; then
    say "$KEPT_POSTGRES_NAME is not the primary, or does not answer."
    exit 1
  fi
  wait_for ''
  say "Commits no longer wait for $KEPT_POSTGRES_OTHER. Until it follows again, what is acknowledged is on one server."
}

status() {
  if [ "$(follows)" = t ]; then
    echo "$KEPT_POSTGRES_NAME follows; received up to $(sql --command 'SELECT pg_last_wal_receive_lsn()'), applied up to $(sql --command 'SELECT pg_last_wal_replay_lsn()')."
  else
    echo "$KEPT_POSTGRES_NAME is the primary. Commits wait for: $(sql --command 'SHOW synchronous_standby_names')."
    sql --command "SELECT application_name || ' ' || state || ', ' || sync_state || ', lacks ' || pg_wal_lsn_diff(pg_current_wal_lsn(), flush_lsn) || ' bytes' FROM pg_stat_replication"
  fi
}

case ${1:-start} in
  start) start "${@:2}" ;;
  promote | alone | status) "$1" ;;
  *) say "pair.sh [promote | alone | status]"; exit 2 ;;
esac
