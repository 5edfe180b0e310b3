// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// What `opencommands` can name: requests of chrony's command protocol that any host may send by
/// UDP.
public enum OpenCommand {
  ACTIVITY,
  AUTHDATA,
  CLIENTS,
  MANUAL,
  NTPDATA,
  RTCDATA,
  SELECTDATA,
  SERVERSTATS,
  SMOOTHING,
  SOURCENAME,
  SOURCES,
  SOURCESTATS,
  TRACKING;

  /// chrony's default.
  public static final Set<OpenCommand> DEFAULT =
      Collections.unmodifiableSet(
          EnumSet.of(
              ACTIVITY, MANUAL, RTCDATA, SMOOTHING, SOURCENAME, SOURCES, SOURCESTATS, TRACKING));

  /// As it is written in the configuration.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
