// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import dev.meantime.engine.association.PacketTests;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;
import dev.meantime.wire.WireReader;
import dev.meantime.wire.WireWriter;

/// The payload of replies 26 and 16. The older one ends after the first four totals.
final class NtpDataCodec {

  private static final int INTERLEAVED = 0x4000;
  private static final int AUTHENTICATED = 0x8000;
  private static final int RESERVED = 16;
  private static final int RESERVED_BRIEF = 12;

  private NtpDataCodec() {}

  static void write(WireWriter out, NtpDataReport report, boolean brief) {
    ControlWire.address(out, report.remoteAddress());
    ControlWire.address(out, report.localAddress());
    out.u16(report.remotePort());
    out.u8(report.leap().code());
    out.u8(report.version());
    out.u8(report.mode());
    out.u8(report.stratum());
    out.u8(report.poll());
    out.u8(report.precision());
    ControlWire.real(out, report.rootDelay());
    ControlWire.real(out, report.rootDispersion());
    out.i32(report.referenceId().bits());
    ControlWire.timespec(out, report.referenceTime());
    ControlWire.real(out, report.offset());
    ControlWire.real(out, report.peerDelay());
    ControlWire.real(out, report.peerDispersion());
    ControlWire.real(out, report.responseTime());
    ControlWire.real(out, report.jitterAsymmetry());
    out.u16(flags(report));
    out.u8(report.transmitTimestamp());
    out.u8(report.receiveTimestamp());
    NtpDataReport.Totals totals = report.totals();
    out.i32((int) totals.sent());
    out.i32((int) totals.received());
    out.i32((int) totals.valid());
    out.i32((int) totals.good());
    if (!brief) {
      out.i32((int) totals.kernelSent());
      out.i32((int) totals.kernelReceived());
      out.i32((int) totals.hardwareSent());
      out.i32((int) totals.hardwareReceived());
    }
    for (int i = 0; i < (brief ? RESERVED_BRIEF : RESERVED); i++) {
      out.u8(0xff);
    }
  }

  static NtpDataReport read(WireReader in, boolean brief) {
    ControlAddress remote = ControlWire.address(in);
    ControlAddress local = ControlWire.address(in);
    int port = in.u16();
    LeapIndicator leap = LeapIndicator.of(in.u8());
    int version = in.u8();
    int mode = in.u8();
    int stratum = in.u8();
    int poll = in.i8();
    int precision = in.i8();
    double rootDelay = ControlWire.real(in);
    double rootDispersion = ControlWire.real(in);
    ReferenceId referenceId = new ReferenceId(in.i32());
    Timespec referenceTime = ControlWire.timespec(in);
    double offset = ControlWire.real(in);
    double delay = ControlWire.real(in);
    double dispersion = ControlWire.real(in);
    double responseTime = ControlWire.real(in);
    double asymmetry = ControlWire.real(in);
    int flags = in.u16();
    return new NtpDataReport(
        remote,
        local,
        port,
        leap,
        version,
        mode,
        stratum,
        poll,
        precision,
        rootDelay,
        rootDispersion,
        referenceId,
        referenceTime,
        offset,
        delay,
        dispersion,
        responseTime,
        asymmetry,
        tests(flags),
        (flags & INTERLEAVED) != 0,
        (flags & AUTHENTICATED) != 0,
        (char) in.u8(),
        (char) in.u8(),
        totals(in, brief));
  }

  private static NtpDataReport.Totals totals(WireReader in, boolean brief) {
    return new NtpDataReport.Totals(
        ControlWire.u32(in),
        ControlWire.u32(in),
        ControlWire.u32(in),
        ControlWire.u32(in),
        brief ? 0 : ControlWire.u32(in),
        brief ? 0 : ControlWire.u32(in),
        brief ? 0 : ControlWire.u32(in),
        brief ? 0 : ControlWire.u32(in));
  }

  private static int flags(NtpDataReport report) {
    PacketTests tests = report.tests();
    return bit(tests.notDuplicate(), 9)
        | bit(tests.answersRequest(), 8)
        | bit(tests.hasTimestamps(), 7)
        | bit(tests.authentic(), 6)
        | bit(tests.synchronised(), 5)
        | bit(tests.nearRoot(), 4)
        | bit(tests.delayOk(), 3)
        | bit(tests.delayRatioOk(), 2)
        | bit(tests.delayDeviationOk(), 1)
        | bit(tests.noLoop(), 0)
        | (report.interleaved() ? INTERLEAVED : 0)
        | (report.authenticated() ? AUTHENTICATED : 0);
  }

  private static PacketTests tests(int flags) {
    return new PacketTests(
        isSet(flags, 9),
        isSet(flags, 8),
        isSet(flags, 7),
        isSet(flags, 6),
        isSet(flags, 5),
        isSet(flags, 4),
        isSet(flags, 3),
        isSet(flags, 2),
        isSet(flags, 1),
        isSet(flags, 0));
  }

  private static int bit(boolean value, int number) {
    return value ? 1 << number : 0;
  }

  private static boolean isSet(int flags, int number) {
    return (flags >> number & 1) != 0;
  }
}
