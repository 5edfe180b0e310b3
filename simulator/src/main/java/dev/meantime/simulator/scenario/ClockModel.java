// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

/// A clock of a host.
///
/// @param ahead seconds by which it is wrong at the start, negative when it is behind
/// @param fast s/s by which its oscillator is wrong at the start, negative when it is slow
/// @param wander standard deviation of the change of its rate in one second, s/s
public record ClockModel(double ahead, double fast, double wander) {

  /// Right and stays so.
  public static final ClockModel PERFECT = new ClockModel(0, 0, 0);

  public ClockModel {
    if (!(Math.abs(ahead) < 1e9) || !(Math.abs(fast) < 0.5) || !(wander >= 0 && wander < 1e-3)) {
      throw new IllegalArgumentException("no clock is like that");
    }
  }
}
