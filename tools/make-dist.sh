#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Called by the build of module cli: completes target/dist with what ./meantime needs to start quickly.
#   make-dist.sh JAVA_HOME
# Two AOT caches are trained by real runs of the commands against a server on loopback: one for short commands, one for
# the daemon. A cache that can't be made fails the build: without it every command starts three times slower.
set -eu
root=$(dirname "$(dirname "$(readlink -f "$0")")")
dist=$root/target/dist
java=$1/bin/java
modules=
for jar in "$dist"/lib/*.jar; do
  modules=${modules:+$modules:}$jar
done

scratch=$(mktemp -d)
server=
finish() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || :
    wait "$server" 2>/dev/null || :
  fi
  rm -rf "$scratch"
}
trap finish EXIT

"$java" -cp "$dist/lib/*" "$root/tools/TrainingServer.java" >"$scratch/port" &
server=$!
tries=0
until [ -s "$scratch/port" ]; do
  tries=$((tries + 1))
  if [ "$tries" -gt 300 ]; then
    echo "make-dist: the training server did not start within 30 s" >&2
    exit 1
  fi
  sleep 0.1
done
port=$(cat "$scratch/port")

# The options go to launch.env as well: a cache fits only the options that it was made with.
common="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+UseCompactObjectHeaders -XX:-UsePerfData \
--enable-native-access=dev.meantime.platform.linux"
case $(uname) in
  # Named, the selector provider need not be searched for in every jar, which takes 10 ms.
  Linux) common="$common -Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.EPollSelectorProvider" ;;
esac
short_options="-Xmx256m"
# A small young generation: a daemon that makes little garbage should not walk through much memory doing so. The limit
# is what clientloglimit may ask for; nothing is taken before it is needed. Both compilers: a server's requests go
# through the second's code in a third of the time, and a daemon that serves nobody never comes to need it.
daemon_options="-XX:TieredStopAtLevel=4 -Xms48m -Xmx2g -Xmn6m -Xss512k"

# Without profiles in the cache: the JVM would use them to compile at once what a short command never needs compiled.
train() { # CACHE OPTIONS COMMAND...
  cache=$1
  options=$2
  shift 2
  # shellcheck disable=SC2086 # options are words
  if ! "$java" -XX:AOTCacheOutput="$dist/$cache" -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining $common $options \
    -p "$modules" -m dev.meantime.cli/dev.meantime.cli.Main "$@" >"$scratch/$cache.log" 2>&1 \
    || [ ! -s "$dist/$cache" ]; then
    echo "make-dist: no AOT cache from: meantime $*" >&2
    cat "$scratch/$cache.log" >&2
    exit 1
  fi
}

train cli.aot "$short_options" query "127.0.0.1:$port" -n 1
# Sub-second polls, so that a few seconds see the whole way from a sample to an update; the exit status tells that.
train run.aot "$daemon_options" run -x -d -U -t 3 "server 127.0.0.1 port $port iburst minpoll -2 maxpoll -2" \
  'cmdport 0' 'bindcmdaddress /' 'pidfile /'

cat >"$dist/launch.env" <<END
JAVA='$java'
MODULES='$modules'
COMMON_OPTIONS='$common'
SHORT_OPTIONS='$short_options'
DAEMON_OPTIONS='$daemon_options'
END
