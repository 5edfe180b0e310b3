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

  /// The oscillator of a host runs faster from now on.
  ///
  /// @param fast what is added to its frequency, s/s
  record Frequency(double at, String host, double fast) implements Event {}

  /// What is done to a host.
  record Handling(double at, Handle what, String host) implements Event {}

  /// Ways to handle a host. What cannot be done, such as resuming a host that is awake, is not
  /// done.
  enum Handle {
    /// It goes to sleep; its monotonic clock stands still.
    SUSPEND,
    RESUME,
    /// The daemon is asked to end.
    STOP,
    /// Another daemon with the same configuration is started, unless one runs.
    START,
    /// The network cable is pulled.
    UNPLUG,
    PLUG
  }

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

  /// A model server's clock goes wrong slowly.
  ///
  /// @param fast s/s, negative when it falls behind
  /// @param duration seconds; then the error stays as it is
  record Drift(double at, String server, double fast, double duration) implements Event {}

  /// A model server falls silent.
  record Silence(double at, String server) implements Event {}

  /// A model server answers again.
  record Answer(double at, String server) implements Event {}
}
