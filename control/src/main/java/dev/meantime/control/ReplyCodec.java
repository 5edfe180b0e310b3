// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import dev.meantime.engine.select.SelectionOptions;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;
import dev.meantime.wire.WireReader;
import dev.meantime.wire.WireWriter;

/// Replies as octets. Thread-safe.
public final class ReplyCodec {

  /// More than any reply has.
  public static final int LONGEST = 1024;

  private static final int NOSELECT = 1;
  private static final int PREFER = 2;
  private static final int TRUST = 4;
  private static final int REQUIRE = 8;

  private ReplyCodec() {}

  /// The answer to a request.
  ///
  /// @param command as in the request
  /// @param sequence as in the request
  /// @param brief for an older client: {@link NtpDataReport} as before chrony 4.6, {@link
  ///   ServerStatsReport} as before 4.4
  static byte[] encode(
      int command, int sequence, ControlStatus status, ControlReply body, boolean brief) {
    ReplyCode code = code(body, brief);
    WireWriter out = new WireWriter(code.length());
    out.u8(RequestCodec.VERSION);
    out.u8(RequestCodec.TYPE_REPLY);
    out.skip(2);
    out.u16(command);
    out.u16(code.code());
    out.u16(status.code());
    out.skip(6);
    out.i32(sequence);
    out.skip(8);
    payload(out, body, brief);
    return out.toByteArray();
  }

  private static ReplyCode code(ControlReply body, boolean brief) {
    return switch (body) {
      case ControlReply.Empty _ -> ReplyCode.EMPTY;
      case ControlReply.SourceCount _ -> ReplyCode.SOURCE_COUNT;
      case ControlReply.SourceName _ -> ReplyCode.SOURCE_NAME;
      case TrackingReport _ -> ReplyCode.TRACKING;
      case SourceReport _ -> ReplyCode.SOURCE_DATA;
      case SourceStatsReport _ -> ReplyCode.SOURCE_STATS;
      case ActivityReport _ -> ReplyCode.ACTIVITY;
      case SelectReport _ -> ReplyCode.SELECT_DATA;
      case NtpDataReport _ -> brief ? ReplyCode.NTP_DATA_BRIEF : ReplyCode.NTP_DATA;
      case AuthReport _ -> ReplyCode.AUTH_DATA;
      case SmoothingReport _ -> ReplyCode.SMOOTHING;
      case ServerStatsReport _ -> brief ? ReplyCode.SERVER_STATS_BRIEF : ReplyCode.SERVER_STATS;
      case ServerOutcomesReport _ -> ReplyCode.SERVER_OUTCOMES;
      case ClientAccessPage _ -> ReplyCode.CLIENT_ACCESSES;
    };
  }

  private static void payload(WireWriter out, ControlReply body, boolean brief) {
    switch (body) {
      case ControlReply.Empty _ -> {}
      case ControlReply.SourceCount(int count) -> out.i32(count);
      case ControlReply.SourceName(String name) -> ControlWire.name(out, name);
      case TrackingReport report -> tracking(out, report);
      case SourceReport report -> source(out, report);
      case SourceStatsReport report -> sourceStats(out, report);
      case ActivityReport report -> activity(out, report);
      case SelectReport report -> select(out, report);
      case NtpDataReport report -> NtpDataCodec.write(out, report, brief);
      case AuthReport report -> auth(out, report);
      case SmoothingReport report -> ServedTimeCodec.smoothing(out, report);
      case ServerStatsReport report -> ServerReportsCodec.stats(out, report, brief);
      case ServerOutcomesReport report -> ServerReportsCodec.outcomes(out, report);
      case ClientAccessPage page -> ServerReportsCodec.clients(out, page);
    }
  }

  /// Reads a datagram as the reply to a request.
  ///
  /// @param command code of the request
  /// @param sequence of the request
  public static DecodedReply decode(byte[] data, int length, RequestCode command, int sequence) {
    if (length < ReplyCode.HEADER_LENGTH) {
      return new DecodedReply.Foreign();
    }
    WireReader in = new WireReader(data, length);
    int version = in.u8();
    boolean header = in.u8() == RequestCodec.TYPE_REPLY && in.u16() == 0;
    boolean echoed = in.u16() == command.code();
    int code = in.u16();
    int status = in.u16();
    in.octets(6);
    echoed &= in.i32() == sequence;
    in.i64();
    // A daemon of another version says so in its own version of the header.
    boolean known =
        version == RequestCodec.VERSION
            || (version >= RequestCodec.OLDEST_ANSWERED_VERSION
                && status == ControlStatus.BAD_VERSION.code());
    if (!header || !echoed || !known) {
      return new DecodedReply.Foreign();
    }
    for (ReplyCode reply : ReplyCode.values()) {
      if (reply.code() == code) {
        return length < reply.length() ? new DecodedReply.Truncated() : body(in, reply, status);
      }
    }
    return new DecodedReply.UnknownReply(status, code);
  }

  private static DecodedReply body(WireReader in, ReplyCode code, int status) {
    return switch (code) {
      case EMPTY -> new DecodedReply.Answer(status, new ControlReply.Empty());
      case SOURCE_COUNT -> new DecodedReply.Answer(status, new ControlReply.SourceCount(in.i32()));
      case SOURCE_NAME ->
          new DecodedReply.Answer(status, new ControlReply.SourceName(ControlWire.name(in)));
      case TRACKING -> new DecodedReply.Answer(status, tracking(in));
      case SOURCE_DATA -> new DecodedReply.Answer(status, source(in));
      case SOURCE_STATS -> new DecodedReply.Answer(status, sourceStats(in));
      case ACTIVITY -> new DecodedReply.Answer(status, activity(in));
      case SELECT_DATA -> new DecodedReply.Answer(status, select(in));
      case NTP_DATA -> new DecodedReply.Answer(status, NtpDataCodec.read(in, false));
      case NTP_DATA_BRIEF -> new DecodedReply.Answer(status, NtpDataCodec.read(in, true));
      case AUTH_DATA -> new DecodedReply.Answer(status, auth(in));
      case SERVER_STATS -> new DecodedReply.Answer(status, ServerReportsCodec.stats(in, false));
      case SERVER_STATS_BRIEF ->
          new DecodedReply.Answer(status, ServerReportsCodec.stats(in, true));
      case SERVER_OUTCOMES -> new DecodedReply.Answer(status, ServerReportsCodec.outcomes(in));
      case CLIENT_ACCESSES -> new DecodedReply.Answer(status, ServerReportsCodec.clients(in));
      case SMOOTHING -> new DecodedReply.Answer(status, ServedTimeCodec.smoothing(in));
      case RTC, MANUAL_TIMESTAMP, MANUAL_LIST -> new DecodedReply.UnknownReply(status, code.code());
    };
  }

  private static void tracking(WireWriter out, TrackingReport report) {
    out.i32(report.referenceId().bits());
    ControlWire.address(out, report.address());
    out.u16(report.stratum());
    out.u16(report.leap().code());
    ControlWire.timespec(out, report.referenceTime());
    ControlWire.real(out, report.currentCorrection());
    ControlWire.real(out, report.lastOffset());
    ControlWire.real(out, report.rmsOffset());
    ControlWire.real(out, report.frequencyPpm());
    ControlWire.real(out, report.residualFrequencyPpm());
    ControlWire.real(out, report.skewPpm());
    ControlWire.real(out, report.rootDelay());
    ControlWire.real(out, report.rootDispersion());
    ControlWire.real(out, report.lastUpdateInterval());
  }

  private static TrackingReport tracking(WireReader in) {
    return new TrackingReport(
        new ReferenceId(in.i32()),
        ControlWire.address(in),
        in.u16(),
        LeapIndicator.of(in.u16()),
        ControlWire.timespec(in),
        ControlWire.real(in),
        ControlWire.real(in),
        ControlWire.real(in),
        ControlWire.real(in),
        ControlWire.real(in),
        ControlWire.real(in),
        ControlWire.real(in),
        ControlWire.real(in),
        ControlWire.real(in));
  }

  private static void source(WireWriter out, SourceReport report) {
    ControlWire.address(out, report.address());
    out.u16(report.poll());
    out.u16(report.stratum());
    out.u16(report.state().code());
    out.u16(report.mode().code());
    out.skip(2);
    out.u16(report.reachability());
    ControlWire.u32(out, report.sinceSample());
    ControlWire.real(out, report.measuredOffset());
    ControlWire.real(out, report.adjustedOffset());
    ControlWire.real(out, report.error());
  }

  private static SourceReport source(WireReader in) {
    ControlAddress address = ControlWire.address(in);
    int poll = (short) in.u16();
    int stratum = in.u16();
    SourceReport.State state = known(SourceReport.State.values(), in.u16(), 1);
    SourceReport.Mode mode = known(SourceReport.Mode.values(), in.u16(), 0);
    in.u16();
    return new SourceReport(
        address,
        poll,
        stratum,
        state,
        mode,
        in.u16(),
        ControlWire.u32(in),
        ControlWire.real(in),
        ControlWire.real(in),
        ControlWire.real(in));
  }

  private static void sourceStats(WireWriter out, SourceStatsReport report) {
    out.i32(report.referenceId().bits());
    ControlWire.address(out, report.address());
    ControlWire.u32(out, report.samples());
    ControlWire.u32(out, report.runs());
    ControlWire.u32(out, report.spanSeconds());
    ControlWire.real(out, report.standardDeviation());
    ControlWire.real(out, report.residualFrequencyPpm());
    ControlWire.real(out, report.skewPpm());
    ControlWire.real(out, report.offset());
    ControlWire.real(out, report.offsetError());
  }

  private static SourceStatsReport sourceStats(WireReader in) {
    return new SourceStatsReport(
        new ReferenceId(in.i32()),
        ControlWire.address(in),
        ControlWire.u32(in),
        ControlWire.u32(in),
        ControlWire.u32(in),
        ControlWire.real(in),
        ControlWire.real(in),
        ControlWire.real(in),
        ControlWire.real(in),
        ControlWire.real(in));
  }

  private static void activity(WireWriter out, ActivityReport report) {
    out.i32(report.online());
    out.i32(report.offline());
    out.i32(report.burstOnline());
    out.i32(report.burstOffline());
    out.i32(report.unresolved());
  }

  private static ActivityReport activity(WireReader in) {
    return new ActivityReport(in.i32(), in.i32(), in.i32(), in.i32(), in.i32());
  }

  private static void select(WireWriter out, SelectReport report) {
    out.i32(report.referenceId().bits());
    ControlWire.address(out, report.address());
    out.u8(report.state());
    out.u8(report.authenticated() ? 1 : 0);
    out.u8(report.leap().code());
    out.skip(1);
    out.u16(options(report.configured()));
    out.u16(options(report.effective()));
    ControlWire.u32(out, report.sinceSample());
    ControlWire.real(out, report.score());
    ControlWire.real(out, report.low());
    ControlWire.real(out, report.high());
  }

  private static SelectReport select(WireReader in) {
    ReferenceId referenceId = new ReferenceId(in.i32());
    ControlAddress address = ControlWire.address(in);
    char state = (char) in.u8();
    boolean authenticated = in.u8() != 0;
    LeapIndicator leap = LeapIndicator.of(in.u8());
    in.u8();
    return new SelectReport(
        referenceId,
        address,
        state,
        authenticated,
        leap,
        options(in.u16()),
        options(in.u16()),
        ControlWire.u32(in),
        ControlWire.real(in),
        ControlWire.real(in),
        ControlWire.real(in));
  }

  private static int options(SelectionOptions options) {
    return (options.noselect() ? NOSELECT : 0)
        | (options.prefer() ? PREFER : 0)
        | (options.trust() ? TRUST : 0)
        | (options.require() ? REQUIRE : 0);
  }

  private static SelectionOptions options(int bits) {
    return new SelectionOptions(
        (bits & NOSELECT) != 0, (bits & PREFER) != 0, (bits & TRUST) != 0, (bits & REQUIRE) != 0);
  }

  private static void auth(WireWriter out, AuthReport report) {
    out.u16(report.mode().code());
    out.u16(report.keyType());
    ControlWire.u32(out, report.keyId());
    out.u16(report.keyLength());
    out.u16(report.keAttempts());
    ControlWire.u32(out, report.lastKeAgo());
    out.u16(report.cookies());
    out.u16(report.cookieLength());
    out.u16(report.naks());
    out.skip(2);
  }

  private static AuthReport auth(WireReader in) {
    AuthReport.Mode mode = known(AuthReport.Mode.values(), in.u16(), 0);
    int keyType = in.u16();
    long keyId = ControlWire.u32(in);
    int keyLength = in.u16();
    int attempts = in.u16();
    long lastKeAgo = ControlWire.u32(in);
    return new AuthReport(
        mode, keyType, keyId, keyLength, attempts, lastKeAgo, in.u16(), in.u16(), in.u16());
  }

  private static <T> T known(T[] values, int code, int otherwise) {
    return values[code < values.length ? code : otherwise];
  }
}
