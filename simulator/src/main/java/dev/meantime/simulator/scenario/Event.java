// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

/// Something that happens to the world during a run, and when.
public sealed interface Event {

  /// Seconds from the start.
  double at();

  /// Somebody other than the daemon steps the wall clock of a host.
  ///
  /// @param ahead seconds, negative to put it back
  record Step(double at, String host, double ahead) implements Event {}

  /// From now on packets in one direction fare otherwise.
  record Route(double at, LinkModel link) implements Event {}

  /// From now on nothing arrives in this direction.
  record Cut(double at, String from, String to) implements Event {}

  /// The direction is as it was before it was cut.
  record Restore(double at, String from, String to) implements Event {}

  /// A model server's clock is wrong by this from now on.
  ///
  /// @param ahead seconds, negative when it is behind
  record Lie(double at, String server, double ahead) implements Event {}

  /// A model server falls silent.
  record Silence(double at, String server) implements Event {}

  /// A model server answers again.
  record Answer(double at, String server) implements Event {}
}
