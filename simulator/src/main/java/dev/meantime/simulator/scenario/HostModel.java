// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import dev.meantime.simulator.OscillatorModel;
import java.net.InetAddress;
import java.util.List;

/// A host with a daemon.
///
/// @param name one word, by which events and links call it
/// @param ahead seconds by which its wall clock is wrong at the start, negative when it is behind
/// @param oscillator what its clock counts; sudden changes are events of the scenario instead
/// @param config the daemon's configuration, a directive a line
public record HostModel(
    String name,
    InetAddress address,
    double ahead,
    OscillatorModel oscillator,
    List<String> config) {

  public HostModel {
    Names.check(name);
    config = List.copyOf(config);
    if (!(Math.abs(ahead) < 1e9) || !(Math.abs(oscillator.frequency()) < 0.5)) {
      throw new IllegalArgumentException("no clock is that wrong: less than 1e9s, less than 0.5");
    }
  }
}
