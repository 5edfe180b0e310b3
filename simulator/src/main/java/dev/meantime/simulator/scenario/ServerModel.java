// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import java.net.InetAddress;

/// An NTP server that is a model and no daemon: its clock is right but for what is said here.
///
/// @param ahead seconds by which its clock is wrong, negative when it is behind
public record ServerModel(String name, InetAddress address, double ahead) {

  public ServerModel {
    Names.check(name);
  }
}
