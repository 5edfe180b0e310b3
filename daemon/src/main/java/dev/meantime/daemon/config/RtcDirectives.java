// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static dev.meantime.daemon.config.Directives.flag;
import static dev.meantime.daemon.config.Directives.real;
import static dev.meantime.daemon.config.Directives.text;

import java.util.List;

/// The real-time clock. Confined to one run of the parser.
final class RtcDirectives implements DirectiveGroup {

  private static final RtcConfig DEFAULT = RtcConfig.DEFAULT;

  private String file = DEFAULT.file();
  private String device = DEFAULT.device();
  private boolean utc = DEFAULT.utc();
  private double autoTrim = DEFAULT.autoTrim();
  private String hwclockFile = DEFAULT.hwclockFile();

  @Override
  public List<Directive> directives() {
    return List.of(
        text("rtcfile", "FILE", v -> file = v).notYet(),
        text("rtcdevice", "DEVICE", v -> device = v),
        flag("rtconutc", () -> utc = true),
        real("rtcautotrim", "SECONDS", v -> autoTrim = v).notYet(),
        text("hwclockfile", "FILE", v -> hwclockFile = v).notYet());
  }

  RtcConfig build() {
    return new RtcConfig(file, device, utc, autoTrim, hwclockFile);
  }
}
