#!/usr/bin/env bash
# What PostgreSQL calls where its log is archived (compose.archive.yaml): "store PATH NAME" copies a file of the log to the archive, compressed and
# flushed, under its name only once it is whole; "fetch NAME PATH" brings it back. A file that is there already may be the same one, stored before
# a crash; one of another server is not overwritten, and PostgreSQL says that it cannot archive.
set -euo pipefail
ARCHIVE=${KEPT_ARCHIVE_FOLDER:-/archive}

case ${1:-} in
  store)
    file=$ARCHIVE/$3.gz
    if [ -e "$file" ]; then
      gzip -dc "$file" | cmp -s - "$2"
    else
      (umask 077 && gzip -c "$2" > "$file.new")
      sync "$file.new"
      mv "$file.new" "$file"
    fi
    ;;
  fetch)
    [ -e "$ARCHIVE/$2.gz" ] && gzip -dc "$ARCHIVE/$2.gz" > "$3"
    ;;
  *)
    echo "archive.sh store PATH NAME | fetch NAME PATH" >&2
    exit 2
    ;;
esac
