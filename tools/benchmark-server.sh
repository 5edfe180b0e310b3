#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# How fast the daemon answers beside Debian's chronyd and ntpd, and whether that is as fast as it is to be: the exit
# status is 1 if a goal is missed.
#   benchmark-server.sh [--quick]      a table and the goals; 8 minutes at most, 2 with --quick
#   benchmark-server.sh [--quick] --only sockets|xdp|start
#                                      one of our servers beside chronyd, or the first seconds after a start
#   benchmark-server.sh --allocation   whether answering ten million requests allocates anything; 3 minutes
# Needs root, two processors, gcc, and iproute2. Servers run in network namespaces of their own without the right to
# set a clock: the first processor is theirs, the second the load generator's. Debian's packages are fetched into
# target/debian, not installed. Other work on the machine falsifies the figures; the load is printed with them.
set -euo pipefail
root=$(dirname "$(dirname "$(readlink -f "$0")")")

fail() {
  echo "benchmark-server: $*" >&2
  exit 2
}

known="known: --quick, --only sockets|xdp|start, --allocation"
case "$*" in
  '' | --quick | --allocation) ;;
  --only\ sockets | --only\ xdp | --only\ start) ;;
  --quick\ --only\ sockets | --quick\ --only\ xdp | --quick\ --only\ start) ;;
  *) fail "cannot understand $* ($known)" ;;
esac
[ "$(id -u)" = 0 ] || fail "needs root: for network namespaces and frames of its own"
for tool in gcc ip chrt taskset setpriv unshare nsenter; do
  command -v $tool >/dev/null || fail "$tool is not in PATH"
done
[ "$(nproc)" -ge 2 ] || fail "needs two processors: one for the server, one for the load"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

unpack() { # PACKAGE
  [ -d "$root/target/debian/$1" ] && return
  (cd "$scratch" && timeout 120 apt-get download "$1" >&2) || fail "cannot download Debian's $1"
  dpkg -x "$scratch/$1"_*.deb "$scratch/$1"
  mkdir -p "$root/target/debian"
  mv "$scratch/$1" "$root/target/debian/$1"
}
libraries=
for package in chrony ntpsec libbsd0 libmd0 libcap2 libssl3; do
  unpack $package
done
for package in libbsd0 libmd0 libcap2 libssl3; do
  for directory in "$root/target/debian/$package"/{,usr/}lib/*-linux-gnu; do
    [ ! -d "$directory" ] || libraries=$libraries:$directory
  done
done

"$root/meantime" --version >/dev/null
jar=$(ls -t "$root"/benchmarks/target/{,quick/}meantime-benchmarks-*.jar 2>/dev/null | head -n 1) || :
if [ -z "$jar" ] || [ -n "$(find "$root/benchmarks/src" -newer "$jar" -name '*.java')" ]; then
  "$root/build" -q -pl benchmarks -am -DskipTests package >&2
  jar=$(ls "$root"/benchmarks/target/meantime-benchmarks-*.jar)
fi
gcc -O2 -o "$scratch/load" "$root/benchmarks/src/main/c/load.c"

# shellcheck source=/dev/null
. "$root/target/dist/launch.env"
"$JAVA" -XX:+UseSerialGC -Dmeantime.root="$root" -Dbenchmark.scratch="$scratch" -Dbenchmark.load="$scratch/load" \
  -Dbenchmark.chronyd="$root/target/debian/chrony/usr/sbin/chronyd" \
  -Dbenchmark.ntpd="$root/target/debian/ntpsec/usr/sbin/ntpd" -Dbenchmark.ntpd.libraries="${libraries#:}" \
  -cp "$jar:$root/target/dist/lib/*" dev.meantime.benchmarks.ServerBenchmark "$@"
