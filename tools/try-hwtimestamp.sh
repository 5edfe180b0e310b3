#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Whether `hwtimestamp` works with a real driver, Linux's igb, on a card that QEMU plays: our daemon and Debian's chronyd
# in turn, each in a virtual machine, follow a chronyd outside and serve it. The exit status is 1 unless both stamp alike.
#   try-hwtimestamp.sh [SECONDS]     each machine runs after its start; 60 if not given
# Needs root, a tun device and 1.5 GB of memory. QEMU 10 and a kernel come from Debian's backports into target/vm (0.5 GB)
# and are not installed. The machines are emulated (no KVM), in a network namespace; nothing may set a clock.
set -euo pipefail
root=$(dirname "$(dirname "$(readlink -f "$0")")")
seconds=${1:-60}
vm=$root/target/vm

fail() {
  echo "try-hwtimestamp: $*" >&2
  exit 2
}

[[ $seconds =~ ^[1-9][0-9]{1,3}$ ]] || fail "SECONDS are 10 to 9999, not '$seconds'"
[ "$(id -u)" = 0 ] || fail "needs root: for a network namespace"
[ -c /dev/net/tun ] || fail "needs /dev/net/tun"
for tool in ip setpriv curl dpkg ldd xz; do
  command -v $tool >/dev/null || fail "$tool is not in PATH"
done
harmless=(setpriv --bounding-set=-sys_time --inh-caps=-sys_time)
. "$root/tools/find-jdk.sh"
"$root/meantime" --version >/dev/null

scratch=$(mktemp -d)
namespace=hwtimestamp$$
server=
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || :
  ip netns del $namespace 2>/dev/null || :
  rm -rf "$scratch"
}
trap finish EXIT
trap 'exit 2' INT TERM

# What is fetched has apt files of its own: the system's lists stay as they are.
mkdir -p "$vm" "$scratch"/lists/partial "$scratch"/cache/archives/partial "$scratch"/debs
codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
for suite in "$codename" "$codename-backports"; do
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian $suite main"
done >"$scratch/sources.list"
cat >"$scratch/apt.conf" <<END
Dir::Etc::sourcelist "$scratch/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$scratch/lists";
Dir::Cache "$scratch/cache";
APT::Sandbox::User "root";
END

unpack() { # DIRECTORY PACKAGE...: with what a package needs that the system lacks
  local directory=$1 url
  shift
  [ -d "$vm/$directory" ] && return
  [ -e "$scratch/lists/lock" ] || timeout 120 env APT_CONFIG="$scratch/apt.conf" apt-get update -qq || fail "no lists"
  rm -f "$scratch"/debs/*
  for url in $(APT_CONFIG="$scratch/apt.conf" apt-get install --reinstall --print-uris -y --no-install-recommends \
    -t "$codename-backports" "$@" 2>/dev/null | sed -n "s/^'\([^']*\)'.*/\1/p"); do
    (cd "$scratch/debs" && curl -sfO "$url") || fail "cannot download $url"
  done
  ls "$scratch"/debs/*.deb >/dev/null 2>&1 || fail "cannot find $*"
  mkdir "$scratch/$directory"
  for package in "$scratch"/debs/*.deb; do
    dpkg -x "$package" "$scratch/$directory"
  done
  mv "$scratch/$directory" "$vm/$directory"
}

unpack qemu qemu-system-x86 seabios
unpack busybox busybox-static
unpack kernel linux-image-amd64
chrony=$root/target/debian/chrony
if [ ! -d "$chrony" ]; then
  (cd "$scratch" && timeout 120 apt-get download chrony >&2) || fail "cannot download Debian's chrony"
  mkdir -p "$root/target/debian"
  dpkg -x "$scratch"/chrony_*.deb "$chrony"
fi

# The machine's whole system is in its first file system: no disk.
guest=$scratch/guest
mkdir -p "$guest"/{bin,proc,sys,dev,run,etc,modules,meantime,var/lib/chrony}
cp "$vm/busybox/bin/busybox" "$guest/bin/"
for command in sh mount insmod ip sleep poweroff chmod mkdir; do
  ln -s busybox "$guest/bin/$command"
done
"$JAVA_HOME/bin/jlink" --add-modules java.base,jdk.unsupported --strip-debug --no-header-files --no-man-pages \
  --output "$guest/java"
cp "$root"/target/dist/lib/*.jar "$guest/meantime/"
cp "$chrony/usr/bin/chronyc" "$chrony/usr/sbin/chronyd" "$guest/bin/"
libraries=$(find "$root/target/debian" -name '*.so*' -printf '%h\n' | sort -u | tr '\n' ':')
for program in "$guest"/bin/chrony* "$guest"/java/bin/java "$guest"/java/lib/server/libjvm.so; do
  for library in $(LD_LIBRARY_PATH=$libraries ldd "$program" | grep -o '/[^ ]*\.so[^ ]*'); do
    case $library in
      "$guest"/*) continue ;;
      "$root"/*) place=/lib/x86_64-linux-gnu/${library##*/} ;;
      *) place=$library ;;
    esac
    mkdir -p "$guest${place%/*}"
    [ -e "$guest$place" ] || cp -L "$library" "$guest$place"
  done
done
for module in dca i2c-algo-bit igb; do
  xz -dc "$(find "$vm/kernel" -name "$module.ko.xz" | head -n 1)" >"$guest/modules/$module.ko"
done
echo root:x:0:0:root:/:/bin/sh >"$guest/etc/passwd"
cat >"$guest/etc/chrony.conf" <<'END'
server 10.9.0.1 minpoll 0 maxpoll 0
server 10.9.0.2 minpoll 0 maxpoll 0 xleave
hwtimestamp eth0
allow
local stratum 10
cmdport 0
pidfile /run/daemon.pid
bindcmdaddress /run/chrony/chronyd.sock
END
jars=$(cd "$guest" && printf '/%s:' meantime/*.jar)
meantime="/java/bin/java -XX:+UseSerialGC --enable-native-access=dev.meantime.platform.linux \
-Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.EPollSelectorProvider -p ${jars%:} -m dev.meantime.cli/dev.meantime.cli.Main"

boot() { # NAME COMMAND REPORT
  cat >"$guest/init" <<END
#!/bin/sh
mount -t proc none /proc; mount -t sysfs none /sys; mount -t devtmpfs none /dev; mount -t tmpfs none /run
mkdir /run/chrony; chmod 750 /run/chrony
for module in dca i2c-algo-bit igb; do insmod /modules/\$module.ko; done
ip link set lo up; ip link set eth0 up; ip addr add 10.9.0.9/24 dev eth0
sleep 3
$2 -x -d -U -f /etc/chrony.conf 2>&1 &
sleep $((seconds + 15))
for report in sourcestats ntpdata; do chronyc -n -h /run/chrony/chronyd.sock \$report; done
$3
echo complete
poweroff -f
END
  chmod +x "$guest/init"
  (cd "$guest" && find . | "$vm/busybox/bin/busybox" cpio -o -H newc) >"$scratch/initrd" 2>/dev/null
  LD_LIBRARY_PATH=$(find "$vm/qemu" -name '*.so*' -printf '%h\n' | sort -u | tr '\n' ':') \
    timeout $((seconds + 180)) "${harmless[@]}" ip netns exec $namespace "$vm/qemu/usr/bin/qemu-system-x86_64" \
    -L "$vm/qemu/usr/share/qemu" -L "$vm/qemu/usr/share/seabios" -accel tcg -cpu max -smp 1 -m 1400 -machine q35 \
    -nographic -nodefaults -no-user-config -no-reboot -serial stdio -kernel "$vm"/kernel/boot/vmlinuz-* \
    -initrd "$scratch/initrd" -append "console=ttyS0 panic=-1 tsc=reliable quiet" \
    -netdev tap,id=n0,ifname=tap0,script=no,downscript=no -device igb,netdev=n0,romfile= -device virtio-rng-pci \
    </dev/null 2>&1 | tr -d '\r' >"$scratch/$1.console" || fail "QEMU failed: $(tail -n 5 "$scratch/$1.console")"
  grep -qx complete "$scratch/$1.console" || fail "the machine did not come to its end: $(tail -n 5 "$scratch/$1.console")"
}

stamps() { # NAME: what the daemon in the machine says of its timestamps
  grep -o 'Enabled HW timestamping.*' "$scratch/$1.console" || :
  grep -E '^[TR]X timestamping' "$scratch/$1.console" || :
}

ip netns add $namespace
ip -n $namespace link set lo up
ip -n $namespace tuntap add tap0 mode tap
ip -n $namespace addr add 10.9.0.1/24 dev tap0
ip -n $namespace addr add 10.9.0.2/24 dev tap0
ip -n $namespace link set tap0 up
"${harmless[@]}" ip netns exec $namespace "$chrony/usr/sbin/chronyd" -x -d -U -u root 'local stratum 1' allow 'cmdport 0' \
  'bindcmdaddress /' "pidfile $scratch/pid" 'server 10.9.0.9 xleave minpoll 0 maxpoll 0 noselect' >"$scratch/server" 2>&1 &
server=$!

boot chronyd "/bin/chronyd -u root" "chronyc -n -h /run/chrony/chronyd.sock serverstats"
boot meantime "$meantime run" "$meantime serverstats"
for name in chronyd meantime; do
  echo "== $name"
  stamps $name
  grep -E '^10\.9\.0\.[12] ' "$scratch/$name.console"
  grep -E 'hardware|Interleaved NTP' "$scratch/$name.console" || :
done
grep -q 'TX timestamping : Hardware' "$scratch/meantime.console" || fail "no timestamp came from the card"
if [ "$(stamps chronyd)" != "$(stamps meantime)" ]; then
  echo "try-hwtimestamp: they stamp differently" >&2
  exit 1
fi
