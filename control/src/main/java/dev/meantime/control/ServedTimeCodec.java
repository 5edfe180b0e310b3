// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import dev.meantime.engine.serve.LocalReference;
import dev.meantime.wire.WireReader;
import dev.meantime.wire.WireWriter;

/// What is told of the clock, as octets. Thread-safe.
final class ServedTimeCodec {

  private static final int ACTIVE = 1;
  private static final int LEAP_ONLY = 2;

  private ServedTimeCodec() {}

  static void local(WireWriter out, LocalReference local) {
    out.i32(local.enabled() ? 1 : 0);
    out.i32(local.stratum());
    ControlWire.real(out, local.distance());
    out.i32(local.orphan() ? 1 : 0);
    ControlWire.real(out, local.activate());
    ControlWire.real(out, local.waitSynced());
    ControlWire.real(out, local.waitUnsynced());
  }

  static LocalReference local(WireReader in) {
    boolean enabled = in.i32() != 0;
    int stratum = in.i32();
    double distance = ControlWire.real(in);
    boolean orphan = in.i32() != 0;
    double activate = ControlWire.real(in);
    double waitSynced = ControlWire.real(in);
    return new LocalReference(
        enabled, stratum, distance, orphan, activate, waitSynced, ControlWire.real(in));
  }

  /// What chronyc before 4.6 sends (56), which knows fewer options.
  static LocalReference olderLocal(WireReader in) {
    boolean enabled = in.i32() != 0;
    int stratum = in.i32();
    double distance = ControlWire.real(in);
    return new LocalReference(enabled, stratum, distance, in.i32() != 0, 0, 0, -1);
  }

  static void smoothing(WireWriter out, SmoothingReport report) {
    out.i32((report.active() ? ACTIVE : 0) | (report.leapOnly() ? LEAP_ONLY : 0));
    ControlWire.real(out, report.offset());
    ControlWire.real(out, report.frequencyPpm());
    ControlWire.real(out, report.wanderPpm());
    ControlWire.real(out, report.sinceUpdate());
    ControlWire.real(out, report.remaining());
  }

  static SmoothingReport smoothing(WireReader in) {
    int flags = in.i32();
    return new SmoothingReport(
        (flags & ACTIVE) != 0,
        (flags & LEAP_ONLY) != 0,
        ControlWire.real(in),
        ControlWire.real(in),
        ControlWire.real(in),
        ControlWire.real(in),
        ControlWire.real(in));
  }
}
