#!/bin/sh
# Run by the image before nginx starts: says whose X-Forwarded-* headers count. KEPT_TRUSTED_PROXIES holds addresses or blocks, separated by commas.
set -eu
set -f
proxies=$(printf '%s' "${KEPT_TRUSTED_PROXIES:-}" | tr ',' ' ')
for proxy in $proxies; do
  case $proxy in
    *[!0-9a-fA-F.:/]*)
      echo "KEPT_TRUSTED_PROXIES: '$proxy' is neither an address nor a block such as 10.0.0.0/8." >&2
      exit 1
      ;;
  esac
done
{
  echo 'geo $realip_remote_addr $from_trusted_proxy {'
  echo '  default 0;'
  for proxy in $proxies; do echo "  $proxy 1;"; done
  echo '}'
  for proxy in $proxies; do echo "set_real_ip_from $proxy;"; done
} > /tmp/trusted-proxies.conf
