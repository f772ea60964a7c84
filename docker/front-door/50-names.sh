#!/bin/sh
# Run by the image before nginx starts. Where names are not those of Docker's own DNS, as in Kubernetes, KEPT_SERVICE_DOMAIN is the ending of
# the services' names, and whom to ask stands in /etc/resolv.conf: the configuration with both is written to /tmp/nginx.conf.
set -eu
if [ -z "${KEPT_SERVICE_DOMAIN:-}" ]; then exit 0; fi
case $KEPT_SERVICE_DOMAIN in
  *[!0-9a-zA-Z.-]*)
    echo "KEPT_SERVICE_DOMAIN: '$KEPT_SERVICE_DOMAIN' is no domain such as kept.svc.cluster.local." >&2
    exit 1
    ;;
esac
server=$(awk '$1 == "nameserver" { print ($2 ~ /:/) ? "[" $2 "]" : $2; exit }' "${KEPT_RESOLV_CONF:-/etc/resolv.conf}")
if [ -z "$server" ]; then
  echo "/etc/resolv.conf names no server." >&2
  exit 1
fi
sed -e "s/resolver 127\.0\.0\.11 /resolver $server /" \
  -e "s/^\( *server [a-z-]*\):\([0-9]*\) resolve;/\1.$KEPT_SERVICE_DOMAIN:\2 resolve;/" \
  /etc/nginx/nginx.conf > /tmp/nginx.conf
