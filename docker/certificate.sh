#!/usr/bin/env bash
# Gives the front door its certificate and key, as files in the folder tls among the secrets:
#   docker/certificate.sh CHAIN KEY            a certificate with those that lead to its issuer's, and its key, both as PEM: also to renew it
#   docker/certificate.sh --self-signed [NAME] one that the door signs itself, for a trial; NAME is that of KEPT_PUBLIC_URL unless given
# A certificate that does not belong to the key, has ended or is not for the name in KEPT_PUBLIC_URL is refused, and the one before stays.
# A door that runs takes the new one up, without interrupting a request, by
#   docker compose -f docker/compose.yaml exec -T front-door sh -c '/docker-entrypoint.d/45-tls.sh && nginx -s reload'
# With KEPT_SECRETS and KEPT_PUBLIC_URL in the environment docker/.env is not looked at. Needs openssl.
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd)

# The value of a setting in the environment or in .env, without the quotes that may be around it; nothing when there is none.
setting() {
  if [ -n "${!1:-}" ]; then
    printf '%s' "${!1}"
  elif [ -f "$HERE/.env" ]; then
    sed -n "s/^$1=//p" "$HERE/.env" | tail -1 | sed -e 's/^"\(.*\)"$/\1/' -e "s/^'\(.*\)'\$/\1/"
  fi
}

refuse() {
  echo "$*" >&2
  exit 1
}

if [ $# = 0 ] || { [ "$1" != --self-signed ] && [ $# != 2 ]; }; then
  refuse "Usage: docker/certificate.sh CHAIN KEY, or docker/certificate.sh --self-signed [NAME]"
fi
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
# Without the scheme, the port and the path; the brackets of an IPv6 address do not belong to it.
NAME=$(setting KEPT_PUBLIC_URL | sed -e 's#^[a-z]*://##' -e 's#/.*##' -e 's#:[0-9]*$##' -e 's#[][]##g')
if [ "$1" = --self-signed ]; then NAME=${2:-$NAME}; fi
kind=DNS check=-checkhost
case $NAME in *:* | *.[0-9] | *.[0-9][0-9] | *.[0-9][0-9][0-9]) kind=IP check=-checkip ;; esac
if [ "$1" = --self-signed ]; then
  [ -n "$NAME" ] || refuse "For which name? Give it, or set KEPT_PUBLIC_URL in docker/.env."
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 90 -subj "/CN=Kept, signed by itself" \
    -addext "subjectAltName=$kind:$NAME" -addext extendedKeyUsage=serverAuth -out "$WORK/certificate.pem" -keyout "$WORK/key.pem" 2> "$WORK/said" ||
    refuse "$(cat "$WORK/said")"
else
  cat "$1" > "$WORK/certificate.pem"
  cat "$2" > "$WORK/key.pem"
fi

belongs_to=$(openssl x509 -in "$WORK/certificate.pem" -noout -pubkey) || refuse "The first file holds no certificate as PEM."
key_of=$(openssl pkey -in "$WORK/key.pem" -passin pass: -pubout) || refuse "The second file holds no key as PEM that can be read without a password."
[ "$belongs_to" = "$key_of" ] || refuse "The key is not that of the certificate."
openssl x509 -in "$WORK/certificate.pem" -noout -checkend 0 > "$WORK/said" || refuse "The certificate has ended."
if [ -n "$NAME" ]; then
  openssl x509 -in "$WORK/certificate.pem" -noout "$check" "$NAME" > "$WORK/said"
  grep -qF "$NAME does match" "$WORK/said" || refuse "The certificate is not for $NAME."
fi

# As in make-secrets.sh: nobody but its owner gets through the folder of secrets to the files, which the door reads under its own user id.
SECRETS=$(cd "$HERE" && FOLDER=$(setting KEPT_SECRETS) && FOLDER=${FOLDER:-secrets} && mkdir -p -m 700 "$FOLDER" && cd "$FOLDER" && pwd)
mkdir -p -m 755 "$SECRETS/tls"
for file in key.pem certificate.pem; do
  cp "$WORK/$file" "$SECRETS/tls/$file.new"
  chmod 444 "$SECRETS/tls/$file.new"
done
for file in key.pem certificate.pem; do
  mv -f "$SECRETS/tls/$file.new" "$SECRETS/tls/$file"
done
echo "$SECRETS/tls: for $(openssl x509 -in "$SECRETS/tls/certificate.pem" -noout -ext subjectAltName 2> "$WORK/said" | tail -n +2 | tr -d ' '), until $(openssl x509 -in "$SECRETS/tls/certificate.pem" -noout -enddate | cut -d= -f2)"
