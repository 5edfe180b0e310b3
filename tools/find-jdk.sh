# SPDX-License-Identifier: Apache-2.0
# Sourced by ./build and ./meantime: sets JAVA_HOME to a JDK 25 or newer, or says how to get one and exits 1.

meantime_jdk_version() { # the major version of the JDK in $1, or 0
  if [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
    v=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    echo "${v:-0}"
  else
    echo 0
  fi
}

meantime_find_jdk() {
  on_path=$(command -v javac 2>/dev/null) && on_path=$(readlink -f "$on_path") && on_path=${on_path%/bin/javac}
  for home in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /opt/java/* /opt/jdk* "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
    "${HOME:-/nonexistent}"/.jdks/*; do
    if [ -n "$home" ] && [ "$(meantime_jdk_version "$home")" -ge 25 ]; then
      JAVA_HOME=$home
      export JAVA_HOME
      return 0
    fi
  done
  echo "meantime: no JDK 25 found in JAVA_HOME, PATH, /usr/lib/jvm, /opt or SDKMAN; install one (https://adoptium.net, package temurin-25-jdk) or set JAVA_HOME to it." >&2
  return 1
}

meantime_find_jdk || exit 1
