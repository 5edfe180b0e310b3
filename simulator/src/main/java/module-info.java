// SPDX-License-Identifier: Apache-2.0
/// A world on simulated time that drives the unmodified daemon.
module dev.meantime.simulator {
  requires static org.jspecify;
  // Only the tests use it, which let the JDK's parser judge the plots.
  requires static java.xml;
  requires transitive dev.meantime.daemon;
  requires transitive dev.meantime.engine;
  requires transitive dev.meantime.platform;
  requires transitive dev.meantime.wire;
  requires dev.meantime.control;

  exports dev.meantime.simulator;
  exports dev.meantime.simulator.scenario;
}
