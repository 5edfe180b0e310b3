// SPDX-License-Identifier: Apache-2.0
/// The NTP daemon: configuration, the loop, sources, logs and lifecycle.
module dev.meantime.daemon {
  requires static org.jspecify;
  requires transitive dev.meantime.engine;
  requires transitive dev.meantime.platform;
  requires dev.meantime.control;

  exports dev.meantime.daemon;
  exports dev.meantime.daemon.config;
}
