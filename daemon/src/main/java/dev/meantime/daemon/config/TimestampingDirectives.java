// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static dev.meantime.daemon.config.Directives.integer;
import static dev.meantime.daemon.config.Directives.real;

import java.util.ArrayList;
import java.util.List;

/// Where timestamps come from. Confined to one run of the parser.
final class TimestampingDirectives implements DirectiveGroup {

  private static final int MAX_TRANSMIT_BUFFERS = 1 << 20;

  private final List<HardwareTimestamping> hardware = new ArrayList<>();
  private int transmitBuffers = TimestampingConfig.DEFAULT.transmitBuffers();
  private double hardwareTimeout = TimestampingConfig.DEFAULT.hardwareTimeout();

  @Override
  public List<Directive> directives() {
    return List.of(
        Directive.of(
            "hwtimestamp",
            "INTERFACE|* [OPTION]...",
            1,
            Directive.ANY_NUMBER,
            this::hardwareTimestamps),
        integer("maxtxbuffers", "BUFFERS", 0, MAX_TRANSMIT_BUFFERS, v -> transmitBuffers = v)
            .notYet(),
        real("hwtstimeout", "SECONDS", v -> hardwareTimeout = v));
  }

  private void hardwareTimestamps(Arguments arguments) {
    HardwareTimestampingDraft draft = new HardwareTimestampingDraft(arguments.text(0));
    draft.options().read(arguments, 1);
    hardware.add(draft.build());
  }

  TimestampingConfig build() {
    return new TimestampingConfig(hardware, transmitBuffers, hardwareTimeout);
  }
}
