#!/usr/bin/env bash
# Builds mediasoup-worker on Debian or Ubuntu where its prebuilt binary cannot be downloaded.
#
# Usage: build-worker.sh WORKER_SOURCES OUTPUT
#   WORKER_SOURCES  the worker/ folder of the mediasoup npm package
#   OUTPUT          the binary to write; it appears whole or not at all
#
# Reaches the distribution's package servers only. Installs what is missing of the build tools as root or by
# `sudo -n`; needs no rights when they are all there. Prints one line a step on standard output; the tools' own
# output goes to standard error. About two and a half minutes on two cores.
set -euo pipefail

sources=$(realpath "$1")
output=$(realpath -m "$2")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
step() { printf 'step %s\n' "$*"; }
quietly() { "$@" >&2; }

packages=(g++ cmake ninja-build make perl pkg-config dpkg-dev
          libuv1-dev libabsl-dev libflatbuffers-dev flatbuffers-compiler)
missing=()
for package in "${packages[@]}"; do
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null) == installed ]] || missing+=("$package")
done
if ((${#missing[@]})); then
  step 'installing build tools'
  as_root=()
  if [[ $(id -u) != 0 ]]; then
    sudo -n true 2> /dev/null || { echo "root or sudo is needed to install: ${missing[*]}" >&2; exit 77; }
    as_root=(sudo -n)
  fi
  # Finishes what a stopped installation may have left half-way.
  quietly "${as_root[@]}" dpkg --configure -a || true
  quietly "${as_root[@]}" apt-get -o DPkg::Lock::Timeout=600 update -q
  quietly "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 \
    install -y -q --no-install-recommends "${missing[@]}"
fi

# OpenSSL and libsrtp come as sources: Debian 12's libssl3 3.0.22-1~deb12u2 crashes in the DTLS handshake with a
# current Chromium, and Debian's libsrtp2 is built on NSS, which ciphers more than twice as slowly. Only the upstream
# tarballs are used, so a packaging file that a mirror lacks does no harm.
step 'fetching the sources of OpenSSL and libsrtp'
. /etc/os-release
mkdir -p "$work"/{lists/partial,cache/archives/partial,src}
apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' | sort -u |
  awk -v release="$VERSION_CODENAME" 'index($2, release) == 1 { print "deb-src", $0 }' > "$work/sources.list"
apt=(apt-get -q -o "Dir::State::Lists=$work/lists" -o "Dir::Etc::SourceList=$work/sources.list"
     -o Dir::Etc::SourceParts=/dev/null -o "Dir::Cache=$work/cache" -o APT::Sandbox::User="$(id -un)")
quietly "${apt[@]}" update
(cd "$work/src" && quietly "${apt[@]}" source --download-only openssl libsrtp2) || true
for name in openssl libsrtp2; do
  tarballs=("$work"/src/"${name}"_*.orig.tar.gz)
  [[ -f ${tarballs[0]} ]] || { echo "the sources of $name could not be fetched" >&2; exit 1; }
  tar -xzf "${tarballs[0]}" -C "$work"
done
openssl=$(echo "$work"/openssl-*/) srtp=$(echo "$work"/libsrtp-*/)

step 'compiling OpenSSL'
(cd "$openssl"
 quietly ./Configure linux-"$(uname -m)" no-shared no-tests no-engine no-legacy no-dso no-async no-comp \
   no-cms no-ct no-ocsp no-ts no-srp no-psk no-idea no-seed no-camellia no-aria no-bf no-cast \
   no-md4 no-mdc2 no-rc2 no-rc4 no-rmd160 no-sm2 no-sm3 no-sm4 no-whirlpool
 quietly make -s build_generated
 quietly make -s -j"$(nproc)" libcrypto.a libssl.a)

step 'compiling libsrtp'
quietly cmake -G Ninja -S "$srtp" -B "$work/srtp-build" -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=OFF \
  -DENABLE_OPENSSL=ON -DOPENSSL_ROOT_DIR="$openssl" -DOPENSSL_USE_STATIC_LIBS=ON -DTEST_APPS=OFF \
  -DCMAKE_INSTALL_PREFIX="$work/srtp"
quietly ninja -C "$work/srtp-build" install

# The worker is the DTLS server, which takes the first cipher of its own list that the browser offers, and no option
# changes that list. AES-128-GCM costs less for each packet than AES-256-GCM and is as safe here: it goes first.
tree="$work/worker"
cp -r "$sources" "$tree"
dtls="$tree/src/RTC/DtlsTransport.cpp"
first='{ RTC::SrtpSession::CryptoSuite::AEAD_AES_256_GCM, '
sed -i "/$first/{N;s/\\(.*\\)\\n\\(.*\\)/\\2\\n\\1/}" "$dtls"
grep -A1 'AEAD_AES_128_GCM, ' "$dtls" | grep -q 'AEAD_AES_256_GCM, ' ||
  { echo 'the list of ciphers is not where this recipe expects it' >&2; exit 1; }

step 'compiling mediasoup-worker'
quietly cmake -G Ninja -S "$here" -B "$work/worker-build" -DCMAKE_BUILD_TYPE=Release -DWORKER="$tree" \
  -DSRTP="$work/srtp" -DOPENSSL_ROOT_DIR="$openssl"
NINJA_STATUS='compiled %f of %t ' quietly ninja -C "$work/worker-build"

mkdir -p "$(dirname "$output")"
strip -o "$output.$$" "$work/worker-build/mediasoup-worker"
mv "$output.$$" "$output"
