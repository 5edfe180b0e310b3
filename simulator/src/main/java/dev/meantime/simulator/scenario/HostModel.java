// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import java.net.InetAddress;
import java.util.List;

/// A host with a daemon.
///
/// @param name one word, by which events and links call it
/// @param clock what its clock is like
/// @param config the daemon's configuration, a directive a line
public record HostModel(String name, InetAddress address, ClockModel clock, List<String> config) {

  public HostModel {
    Names.check(name);
    config = List.copyOf(config);
  }
}
