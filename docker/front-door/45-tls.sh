#!/bin/sh
# Run by the image before nginx starts, and again for a certificate that was renewed: where there is a certificate, the door answers by TLS at
# 8443, by HTTP/2 for whoever knows it, beside HTTP at 8080 for a proxy in front, for the services inside and for a trial.
#   docker compose -f docker/compose.yaml exec -T front-door sh -c '/docker-entrypoint.d/45-tls.sh && nginx -s reload'
set -eu
folder=${KEPT_TLS_FOLDER:-/etc/kept/tls}
written=${KEPT_TLS_CONF:-/tmp/tls.conf}
if [ ! -e "$folder/certificate.pem" ] && [ ! -e "$folder/key.pem" ]; then
  : > "$written"
  exit 0
fi
for file in certificate.pem key.pem; do
  if [ ! -r "$folder/$file" ]; then
    echo "$file is missing among the door's certificate and key, or not readable: docker/certificate.sh puts both in place." >&2
    exit 1
  fi
done
cat > "$written" <<END
listen 8443 ssl;
http2 on;
ssl_certificate $folder/certificate.pem;
ssl_certificate_key $folder/key.pem;
ssl_protocols TLSv1.2 TLSv1.3;
ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305;
ssl_prefer_server_ciphers off;
ssl_session_cache shared:tls:10m;
ssl_session_timeout 1d;
# A ticket's key would have to be changed daily for what was said to stay secret; the cache does without.
ssl_session_tickets off;
# Whoever speaks HTTP at this port.
error_page 497 =308 https://\$http_host\$request_uri;
END
