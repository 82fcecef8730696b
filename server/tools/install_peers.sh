#!/bin/sh
# Install the programs that `affekt bench render` compares itself with, on Debian or Ubuntu. Nothing of Affekt needs them.
set -eu

if [ "$(id -u)" -ne 0 ]; then
    echo "run me as root: sudo sh server/tools/install_peers.sh" >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends supercollider-server csound rubberband-cli jackd2
