// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import dev.meantime.engine.serve.LocalReference;
import dev.meantime.wire.WireReader;
import dev.meantime.wire.WireWriter;

/// Requests as octets. Thread-safe.
public final class RequestCodec {

  static final int VERSION = 6;
  static final int TYPE_REQUEST = 1;
  static final int TYPE_REPLY = 2;

  /// Versions from here on get an answer that tells ours.
  static final int OLDEST_ANSWERED_VERSION = 5;

  /// The longest request of the protocol, padding included.
  static final int LONGEST = 860;

  private RequestCodec() {}

  /// A request, padded to what its reply needs.
  ///
  /// @param sequence unpredictable; comes back with the reply
  /// @param attempt 0 at first, 1 more for each repetition
  public static byte[] encode(ControlRequest request, int sequence, int attempt) {
    RequestCode code = code(request);
    WireWriter out = new WireWriter(code.length());
    out.u8(VERSION);
    out.u8(TYPE_REQUEST);
    out.skip(2);
    out.u16(code.code());
    out.u16(attempt);
    out.i32(sequence);
    out.skip(8);
    payload(out, request);
    int length = lengthOf(request, code);
    out.skip(length - out.length());
    return out.toByteArray();
  }

  private static int lengthOf(ControlRequest request, RequestCode code) {
    boolean brief =
        (request instanceof ControlRequest.GetNtpData(_, boolean data) && data)
            || (request instanceof ControlRequest.GetServerStats(boolean stats) && stats);
    return brief ? code.shortestLength() : code.length();
  }

  private static void payload(WireWriter out, ControlRequest request) {
    switch (request) {
      case ControlRequest.GetSource(int index) -> out.i32(index);
      case ControlRequest.GetSourceStats(int index) -> out.i32(index);
      case ControlRequest.GetSelectData(int index) -> out.i32(index);
      case ControlRequest.GetNtpData(ControlAddress address, _) ->
          ControlWire.address(out, address);
      case ControlRequest.GetSourceName(ControlAddress address) ->
          ControlWire.address(out, address);
      case ControlRequest.GetAuthData(ControlAddress address) -> ControlWire.address(out, address);
      case ControlRequest.SetOnline(SourceFilter sources) -> filter(out, sources);
      case ControlRequest.SetOffline(SourceFilter sources) -> filter(out, sources);
      case ControlRequest.Burst(SourceFilter sources, int good, int total) -> {
        filter(out, sources);
        out.i32(good);
        out.i32(total);
      }
      case ControlRequest.SetMaxUpdateSkew(double ppm) -> ControlWire.real(out, ppm);
      case ControlRequest.SetReselectDistance(double seconds) -> ControlWire.real(out, seconds);
      case ControlRequest.SetMakeStep(int limit, double threshold) -> {
        out.i32(limit);
        ControlWire.real(out, threshold);
      }
      case ControlRequest.SetLocal(LocalReference local) -> ServedTimeCodec.local(out, local);
      case ControlRequest.ChangeSmoothing(SmoothingChange change) -> out.i32(change.code());
      case ControlRequest.CheckAccess(_, ControlAddress address) ->
          ControlWire.address(out, address);
      case ControlRequest.ChangeAccess(_, _, _, ControlAddress subnet, int bits) -> {
        ControlWire.address(out, subnet);
        out.i32(bits);
      }
      case ControlRequest.GetClientAccesses(
              long firstIndex,
              int count,
              long minHits,
              boolean reset) -> {
        ControlWire.u32(out, firstIndex);
        out.i32(count);
        ControlWire.u32(out, minHits);
        out.i32(reset ? 1 : 0);
      }
      case ControlRequest.CountSources _,
          ControlRequest.GetServerStats _,
          ControlRequest.GetServerOutcomes _,
          ControlRequest.GetSmoothing _,
          ControlRequest.GetTracking _,
          ControlRequest.GetActivity _,
          ControlRequest.Dump _,
          ControlRequest.CycleLogs _,
          ControlRequest.MakeStep _,
          ControlRequest.Reselect _,
          ControlRequest.Refresh _,
          ControlRequest.Shutdown _,
          ControlRequest.SetOnlineByRoute _,
          ControlRequest.ResetSources _,
          ControlRequest.ReloadSources _,
          ControlRequest.Unserved _ -> {}
    }
  }

  private static void filter(WireWriter out, SourceFilter filter) {
    ControlWire.address(out, filter.mask());
    ControlWire.address(out, filter.address());
  }

  /// The code of a request.
  public static RequestCode code(ControlRequest request) {
    return switch (request) {
      case ControlRequest.SetOnline _ -> RequestCode.ONLINE;
      case ControlRequest.SetOffline _ -> RequestCode.OFFLINE;
      case ControlRequest.Burst _ -> RequestCode.BURST;
      case ControlRequest.Dump _ -> RequestCode.DUMP;
      case ControlRequest.SetMaxUpdateSkew _ -> RequestCode.MODIFY_MAXUPDATESKEW;
      case ControlRequest.CountSources _ -> RequestCode.N_SOURCES;
      case ControlRequest.GetSource _ -> RequestCode.SOURCE_DATA;
      case ControlRequest.GetTracking _ -> RequestCode.TRACKING;
      case ControlRequest.GetSourceStats _ -> RequestCode.SOURCESTATS;
      case ControlRequest.CycleLogs _ -> RequestCode.CYCLELOGS;
      case ControlRequest.MakeStep _ -> RequestCode.MAKESTEP;
      case ControlRequest.GetActivity _ -> RequestCode.ACTIVITY;
      case ControlRequest.Reselect _ -> RequestCode.RESELECT;
      case ControlRequest.SetReselectDistance _ -> RequestCode.RESELECTDISTANCE;
      case ControlRequest.SetMakeStep _ -> RequestCode.MODIFY_MAKESTEP;
      case ControlRequest.Refresh _ -> RequestCode.REFRESH;
      case ControlRequest.CheckAccess(AccessService service, _) ->
          service == AccessService.NTP ? RequestCode.ACCHECK : RequestCode.CMDACCHECK;
      case ControlRequest.ChangeAccess change -> AccessCodes.of(change);
      case ControlRequest.SetLocal _ -> RequestCode.LOCAL3;
      case ControlRequest.GetSmoothing _ -> RequestCode.SMOOTHING;
      case ControlRequest.ChangeSmoothing _ -> RequestCode.SMOOTHTIME;
      case ControlRequest.GetServerStats _ -> RequestCode.SERVER_STATS;
      case ControlRequest.GetServerOutcomes _ -> RequestCode.SERVER_OUTCOMES;
      case ControlRequest.GetClientAccesses _ -> RequestCode.CLIENT_ACCESSES_BY_INDEX3;
      case ControlRequest.GetNtpData _ -> RequestCode.NTP_DATA;
      case ControlRequest.Shutdown _ -> RequestCode.SHUTDOWN;
      case ControlRequest.SetOnlineByRoute _ -> RequestCode.ONOFFLINE;
      case ControlRequest.GetSourceName _ -> RequestCode.NTP_SOURCE_NAME;
      case ControlRequest.ResetSources _ -> RequestCode.RESET_SOURCES;
      case ControlRequest.GetAuthData _ -> RequestCode.AUTH_DATA;
      case ControlRequest.GetSelectData _ -> RequestCode.SELECT_DATA;
      case ControlRequest.ReloadSources _ -> RequestCode.RELOAD_SOURCES;
      case ControlRequest.Unserved(RequestCode code) -> code;
    };
  }

  /// Whether a datagram looks like a request at all, of whatever version.
  ///
  /// @param data the first `length` octets count
  public static boolean isRequest(byte[] data, int length) {
    return length >= ReplyCode.HEADER_LENGTH
        && length <= LONGEST
        && data[1] == TYPE_REQUEST
        && (data[2] | data[3]) == 0;
  }

  /// Reads a datagram as a request, with chronyd's checks in chronyd's order: clients tell apart
  /// silence from refusal.
  public static DecodedRequest decode(byte[] data, int length) {
    if (length < ReplyCode.HEADER_LENGTH || length > LONGEST) {
      return new DecodedRequest.Ignored(DecodedRequest.Reason.BAD_LENGTH);
    }
    if (!isRequest(data, length)) {
      return new DecodedRequest.Ignored(DecodedRequest.Reason.NOT_A_REQUEST);
    }
    WireReader in = new WireReader(data, length);
    int version = in.u8();
    in.octets(3);
    int command = in.u16();
    in.u16();
    int sequence = in.i32();
    in.i64();
    if (version != VERSION) {
      return version >= OLDEST_ANSWERED_VERSION
          ? new DecodedRequest.Refused(command, sequence, ControlStatus.BAD_VERSION)
          : new DecodedRequest.Ignored(DecodedRequest.Reason.OLD_VERSION);
    }
    return RequestCode.of(command)
        .map(code -> decode(in, code, sequence, length))
        .orElseGet(() -> new DecodedRequest.Refused(command, sequence, ControlStatus.INVALID));
  }

  private static DecodedRequest decode(WireReader in, RequestCode code, int sequence, int length) {
    if (length < code.shortestLength()) {
      return new DecodedRequest.Refused(code.code(), sequence, ControlStatus.BAD_LENGTH);
    }
    return new DecodedRequest.Request(code, sequence, body(in, code, length));
  }

  private static ControlRequest body(WireReader in, RequestCode code, int length) {
    return switch (code) {
      case ONLINE -> new ControlRequest.SetOnline(filter(in));
      case OFFLINE -> new ControlRequest.SetOffline(filter(in));
      case BURST -> new ControlRequest.Burst(filter(in), in.i32(), in.i32());
      case DUMP -> new ControlRequest.Dump();
      case MODIFY_MAXUPDATESKEW -> new ControlRequest.SetMaxUpdateSkew(ControlWire.real(in));
      case N_SOURCES -> new ControlRequest.CountSources();
      case SOURCE_DATA -> new ControlRequest.GetSource(in.i32());
      case TRACKING -> new ControlRequest.GetTracking();
      case SOURCESTATS -> new ControlRequest.GetSourceStats(in.i32());
      case CYCLELOGS -> new ControlRequest.CycleLogs();
      case MAKESTEP -> new ControlRequest.MakeStep();
      case ACTIVITY -> new ControlRequest.GetActivity();
      case RESELECT -> new ControlRequest.Reselect();
      case RESELECTDISTANCE -> new ControlRequest.SetReselectDistance(ControlWire.real(in));
      case MODIFY_MAKESTEP -> new ControlRequest.SetMakeStep(in.i32(), ControlWire.real(in));
      case REFRESH -> new ControlRequest.Refresh();
      case ALLOW, ALLOWALL, DENY, DENYALL, CMDALLOW, CMDALLOWALL, CMDDENY, CMDDENYALL ->
          AccessCodes.change(code, ControlWire.address(in), in.i32());
      case ACCHECK -> new ControlRequest.CheckAccess(AccessService.NTP, ControlWire.address(in));
      case CMDACCHECK ->
          new ControlRequest.CheckAccess(AccessService.COMMANDS, ControlWire.address(in));
      case LOCAL2 -> new ControlRequest.SetLocal(ServedTimeCodec.olderLocal(in));
      case LOCAL3 -> new ControlRequest.SetLocal(ServedTimeCodec.local(in));
      case SMOOTHING -> new ControlRequest.GetSmoothing();
      case SMOOTHTIME -> new ControlRequest.ChangeSmoothing(SmoothingChange.of(in.i32()));
      case SERVER_STATS -> new ControlRequest.GetServerStats(length < code.length());
      case SERVER_OUTCOMES -> new ControlRequest.GetServerOutcomes();
      case CLIENT_ACCESSES_BY_INDEX3 ->
          new ControlRequest.GetClientAccesses(
              ControlWire.u32(in),
              (int) Math.min(ControlWire.u32(in), ClientAccessPage.MOST),
              ControlWire.u32(in),
              in.i32() != 0);
      case NTP_DATA ->
          new ControlRequest.GetNtpData(ControlWire.address(in), length < code.length());
      case SHUTDOWN -> new ControlRequest.Shutdown();
      case ONOFFLINE -> new ControlRequest.SetOnlineByRoute();
      case NTP_SOURCE_NAME -> new ControlRequest.GetSourceName(ControlWire.address(in));
      case RESET_SOURCES -> new ControlRequest.ResetSources();
      case AUTH_DATA -> new ControlRequest.GetAuthData(ControlWire.address(in));
      case SELECT_DATA -> new ControlRequest.GetSelectData(in.i32());
      case RELOAD_SOURCES -> new ControlRequest.ReloadSources();
      default -> new ControlRequest.Unserved(code);
    };
  }

  private static SourceFilter filter(WireReader in) {
    ControlAddress mask = ControlWire.address(in);
    return new SourceFilter(mask, ControlWire.address(in));
  }
}
