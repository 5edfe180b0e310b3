// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import dev.meantime.simulator.OscillatorModel;
import java.net.InetAddress;

/// An NTP server that is a model and no daemon: its clock is right but for what is said here.
///
/// @param ahead seconds by which its clock is wrong, negative when it is behind
/// @param oscillator what its clock counts, never corrected
/// @param stratum 1 to 15
/// @param rootDelay what it says of its way to the reference clock, seconds
/// @param rootDispersion the same
public record ServerModel(
    String name,
    InetAddress address,
    double ahead,
    OscillatorModel oscillator,
    int stratum,
    double rootDelay,
    double rootDispersion) {

  public ServerModel {
    Names.check(name);
    if (stratum < 1 || stratum > 15) {
      throw new IllegalArgumentException("a stratum is 1 to 15: " + stratum);
    }
    if (!(rootDelay >= 0 && rootDelay < 1000) || !(rootDispersion >= 0 && rootDispersion < 1000)) {
      throw new IllegalArgumentException("root delay and dispersion are 0 to 1000 s");
    }
  }

  /// A perfect one of stratum 1.
  public static ServerModel perfect(String name, InetAddress address) {
    return new ServerModel(name, address, 0, OscillatorModel.PERFECT, 1, 0, 0);
  }
}
