#!/bin/sh
# Makes the certificates of these tests anew, with OpenSSL 3. The keys are for nothing else.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT


# Without -not_before: what `req` of OpenSSL 3.0 cannot set, `ca` can.
authority() {
  : >"$work/index.txt"
  echo unique_subject=no >"$work/index.txt.attr"
  echo 1000 >"$work/serial"
  cat >"$work/ca.cnf" <<END
[ca]
default_ca=own
[own]
database=$work/index.txt
serial=$work/serial
new_certs_dir=$work
default_md=sha256
policy=any
copy_extensions=copy
unique_subject=no
[any]
countryName=optional
organizationName=optional
commonName=optional
[authority]
basicConstraints=critical,CA:true
END
}
authority

# name, subject, key options, start, end, signer (a name, or "self"), more options of `openssl req`
made() {
  name=$1 subject=$2 key=$3 start=$4 end=$5 signer=$6
  shift 6
  # shellcheck disable=SC2086
  openssl req -new -nodes -utf8 -newkey $key -keyout "$work/$name.key" -out "$work/$name.csr" -subj "$subject" "$@" 2>/dev/null
  if [ "$signer" = self ]; then by="-selfsign -keyfile $work/$name.key -extensions authority"
  elif [ "$signer" = own ]; then by="-selfsign -keyfile $work/$name.key"
  else by="-cert $signer.pem -keyfile $work/$signer.key"; fi
  case $name in intermediate) by="$by -extensions authority" ;; esac
  case $key in ed25519*) digest=null ;; *) digest=sha256 ;; esac
  # shellcheck disable=SC2086
  openssl ca -batch -notext -utf8 -config "$work/ca.cnf" -md $digest -startdate "$start" -enddate "$end" \
    -in "$work/$name.csr" -out "$name.pem" $by 2>/dev/null
}
from=20260101000000Z
to=21260101000000Z
made rsa "/C=DE/O=Beispiel GmbH/CN=syslog.example.com" rsa:2048 $from $to own \
  -addext "subjectAltName=DNS:syslog.example.com,DNS:*.logs.example.com,IP:192.0.2.7,IP:2001:db8::7,email:admin@example.com,URI:https://example.com/ca"
made ec "/C=DE/O=Müller & Söhne/CN=日志.example" "ec -pkeyopt ec_paramgen_curve:P-384" $from $to own
made ed25519 "/CN=ed25519.example.com" ed25519 $from $to own
made weak "/CN=weak.example.com" rsa:1024 $from $to own
made expired "/CN=expired.example.com" rsa:2048 20200101000000Z 20210101000000Z own
made future "/CN=future.example.com" rsa:2048 21250101000000Z $to own
made root "/O=Beispiel GmbH/CN=Example Root" "ec -pkeyopt ec_paramgen_curve:P-256" $from $to self
made intermediate "/O=Beispiel GmbH/CN=Example Intermediate" "ec -pkeyopt ec_paramgen_curve:P-256" $from $to root
made leaf "/O=Beispiel GmbH/CN=leaf.example.com" "ec -pkeyopt ec_paramgen_curve:P-256" $from $to intermediate

cat leaf.pem intermediate.pem root.pem >chain.pem
cat root.pem leaf.pem intermediate.pem >wrong-order.pem
cat leaf.pem rsa.pem >unrelated.pem
cat rsa.pem "$work/rsa.key" >with-key.pem
openssl x509 -in rsa.pem -outform DER -out rsa.der
for name in chain; do
  for part in leaf intermediate root; do openssl x509 -in $part.pem -outform DER; done >"$name.der"
done
openssl pkey -in "$work/rsa.key" -outform DER -out key.der
openssl pkey -in "$work/ec.key" -aes128 -passout pass:tapedeck -out encrypted-key.pem
openssl pkcs12 -export -in rsa.pem -inkey "$work/rsa.key" -passout pass:tapedeck -out both.p12
cp "$work/rsa.csr" request.pem
openssl x509 -in rsa.pem -text -out with-text.pem
sed 's/$/\r/' rsa.pem >windows.pem
{ printf '\357\273\277'; cat rsa.pem; } >with-mark.pem
openssl x509 -in rsa.pem -noout -fingerprint -sha256 | sed 's/.*=//' >rsa.sha256
rm intermediate.pem root.pem
