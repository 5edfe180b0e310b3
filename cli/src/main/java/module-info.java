// SPDX-License-Identifier: Apache-2.0
/// The meantime command.
module dev.meantime.cli {
  requires static org.jspecify;
  requires dev.meantime.client;
  requires dev.meantime.control;
  requires dev.meantime.crypto;
  requires dev.meantime.daemon;
  requires dev.meantime.engine;
  requires dev.meantime.platform;
  requires dev.meantime.simulator;
  requires dev.meantime.wire;
  requires tools.jackson.core;
}
