#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# How long a cold command takes beside Debian's chronyd, and how much memory an idling daemon holds.
#   measure-startup.sh [RUNS] [SECONDS]
#     RUNS      of each command, in turns; 11 if not given
#     SECONDS   the daemon runs before its memory is read; 60 if not given
# chronyd is fetched into target/debian unless $CHRONYD names one. Everything stays on loopback, and no clock is set.
# An idle machine gives figures worth quoting. chronyd -Q waits 200 ms by design.
set -euo pipefail
root=$(dirname "$(dirname "$(readlink -f "$0")")")
runs=${1:-11}
seconds=${2:-60}
chronyd=${CHRONYD:-$root/target/debian/chrony/usr/sbin/chronyd}
user=$(id -un)

scratch=$(mktemp -d)
started=()
finish() {
  if [ ${#started[@]} -gt 0 ]; then
    kill "${started[@]}" 2>/dev/null || :
    wait "${started[@]}" 2>/dev/null || :
  fi
  rm -rf "$scratch"
}
trap finish EXIT
trap 'exit 1' INT TERM

fail() {
  echo "measure-startup: $*" >&2
  exit 1
}

if [ ! -x "$chronyd" ]; then
  (cd "$scratch" && timeout 120 apt-get download chrony >&2) || fail "cannot download Debian's chrony; set CHRONYD"
  dpkg -x "$scratch"/chrony_*.deb "$scratch/chrony"
  mkdir -p "$root/target/debian"
  mv "$scratch/chrony" "$root/target/debian/chrony"
fi
"$root/meantime" --version >/dev/null

port=$((20000 + RANDOM % 10000))
servers=()
for last in 21 22 23 24; do
  "$chronyd" -x -d -U -u "$user" "bindaddress 127.0.0.$last" "port $port" 'local stratum 2' allow 'cmdport 0' \
    'bindcmdaddress /' "pidfile $scratch/$last.pid" >"$scratch/server.$last" 2>&1 &
  started+=($!)
  servers+=("server 127.0.0.$last port $port iburst minpoll 6")
done
tries=0
until "$root/meantime" query "127.0.0.21:$port" -n 1 -t 0.5 >/dev/null 2>&1; do
  tries=$((tries + 1))
  [ $tries -lt 20 ] || fail "chronyd does not answer: $(cat "$scratch/server.21")"
done

# Appends to FILE the wall time of the command in microseconds; it must succeed.
measure() { # FILE COMMAND...
  local file=$1 begin end
  shift
  begin=${EPOCHREALTIME//[!0-9]/}
  timeout 20 "$@" >"$scratch/output" 2>&1 || fail "$1 failed: $(cat "$scratch/output")"
  end=${EPOCHREALTIME//[!0-9]/}
  echo $((end - begin)) >>"$file"
}

for _ in $(seq "$runs"); do
  measure "$scratch/meantime" "$root/meantime" query "127.0.0.21:$port" -n 1
  measure "$scratch/chronyd" "$chronyd" -Q -t 5 -U -u "$user" "server 127.0.0.21 port $port iburst maxsamples 1" \
    'cmdport 0' 'bindcmdaddress /' "pidfile $scratch/query.pid"
done

"$root/meantime" run -x -d -U "${servers[@]}" 'cmdport 0' 'bindcmdaddress /' 'pidfile /' >"$scratch/daemon" 2>&1 &
daemon=$!
started+=($daemon)
sleep "$seconds"
grep -q 'Selected source' "$scratch/daemon" || fail "the daemon selected no source: $(cat "$scratch/daemon")"
resident=$(awk '/^VmRSS:/ { print $2 }' "/proc/$daemon/status")

median() { # FILE
  sort -n "$1" | awk '{ value[NR] = $1 } END { print (value[int((NR + 1) / 2)] + value[int((NR + 2) / 2)]) / 2 }'
}

awk -v ours="$(median "$scratch/meantime")" -v theirs="$(median "$scratch/chronyd")" -v runs="$runs" \
  -v resident="$resident" -v seconds="$seconds" 'BEGIN {
    printf "meantime query -n 1    %6.1f ms   median of %d runs\n", ours / 1000, runs
    printf "chronyd -Q, 1 sample   %6.1f ms   median of %d runs\n", theirs / 1000, runs
    printf "ratio                  %6.2f\n", ours / theirs
    printf "meantime run           %6.1f MB   resident with 4 sources after %d s\n", resident / 1024, seconds
  }'
