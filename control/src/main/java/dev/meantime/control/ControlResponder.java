// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Answers requests as chronyd does. Confined to the thread that owns its target.
///
/// Who may send at all (the loopback, `cmdallow`) and how often (`cmdratelimit`) is for whoever
/// owns the socket: such a datagram never gets here.
public final class ControlResponder {

  private final ControlTarget target;
  private final Set<RequestCode> open;

  /// @param open what may be asked with {@link Access#OPEN}
  public ControlResponder(ControlTarget target, Set<RequestCode> open) {
    this.target = target;
    this.open = EnumSet.noneOf(RequestCode.class);
    this.open.addAll(open);
  }

  /// What a sender may do.
  public enum Access {
    /// Everything: it could reach the Unix socket.
    FULL,
    /// Ask what is open to everyone: it came by UDP, from this machine or another.
    OPEN
  }

  /// The reply to a datagram; empty when there must be none. Never longer than the datagram.
  ///
  /// @param data the first `length` octets count
  public Optional<byte[]> respond(byte[] data, int length, Access access) {
    return switch (RequestCodec.decode(data, length)) {
      case DecodedRequest.Ignored _ -> Optional.empty();
      case DecodedRequest.Refused(int command, int sequence, ControlStatus status) ->
          Optional.of(status(command, sequence, status));
      case DecodedRequest.Request request -> {
        byte[] reply = answer(request, access);
        yield reply.length <= length ? Optional.of(reply) : Optional.empty();
      }
    };
  }

  private byte[] answer(DecodedRequest.Request request, Access access) {
    int command = request.code().code();
    int sequence = request.sequence();
    if (access != Access.FULL && !open.contains(request.code())) {
      return status(command, sequence, ControlStatus.UNAUTHORISED);
    }
    return switch (request.body()) {
      case ControlRequest.Unserved(RequestCode code) -> status(command, sequence, unserved(code));
      case ControlRequest.CheckAccess(AccessService service, ControlAddress address) -> {
        if (access != Access.FULL) {
          yield status(command, sequence, ControlStatus.UNAUTHORISED);
        }
        boolean allowed = target.allows(service, address);
        yield status(
            command,
            sequence,
            allowed ? ControlStatus.ACCESS_ALLOWED : ControlStatus.ACCESS_DENIED);
      }
      case ControlRequest.Command toDo ->
          access == Access.FULL
              ? status(command, sequence, target.execute(toDo).status())
              : status(command, sequence, ControlStatus.UNAUTHORISED);
      case ControlRequest.Query query ->
          report(query)
              .map(body ->
                  ReplyCodec.encode(
                      command, sequence, ControlStatus.SUCCESS, body, wantsBrief(query)))
              .orElseGet(() -> status(command, sequence, missing(query)));
    };
  }

  private Optional<? extends ControlReply> report(ControlRequest.Query query) {
    return switch (query) {
      case ControlRequest.CountSources _ ->
          Optional.of(new ControlReply.SourceCount(target.sourceCount()));
      case ControlRequest.GetSource(int index) -> target.source(index);
      case ControlRequest.GetTracking _ -> Optional.of(target.tracking());
      case ControlRequest.GetSourceStats(int index) -> target.sourceStats(index);
      case ControlRequest.GetActivity _ -> Optional.of(target.activity());
      case ControlRequest.GetNtpData(ControlAddress address, _) -> target.ntpData(address);
      case ControlRequest.GetSourceName(ControlAddress address) ->
          target.sourceName(address).map(ControlReply.SourceName::new);
      case ControlRequest.GetAuthData(ControlAddress address) -> target.authData(address);
      case ControlRequest.GetSelectData(int index) -> target.selectData(index);
      case ControlRequest.GetSmoothing _ -> target.smoothing();
      case ControlRequest.GetServerStats _ -> Optional.of(target.serverStats());
      case ControlRequest.GetServerOutcomes() -> Optional.of(target.serverOutcomes());
      case ControlRequest.GetClientAccesses(
              long firstIndex,
              int count,
              long minHits,
              boolean reset) ->
          target.clientAccesses(firstIndex, count, minHits, reset);
    };
  }

  private static boolean wantsBrief(ControlRequest.Query query) {
    return (query instanceof ControlRequest.GetNtpData(_, boolean data) && data)
        || (query instanceof ControlRequest.GetServerStats(boolean stats) && stats);
  }

  /// Why there is no report.
  private static ControlStatus missing(ControlRequest.Query query) {
    return switch (query) {
      case ControlRequest.GetClientAccesses _ -> ControlStatus.INACTIVE;
      case ControlRequest.GetSmoothing _ -> ControlStatus.NOT_ENABLED;
      default -> ControlStatus.NO_SUCH_SOURCE;
    };
  }

  /// What chronyd says when the facility is not configured, where it has one; else that there is no
  /// such command.
  private static ControlStatus unserved(RequestCode code) {
    return switch (code) {
      case RTCREPORT, TRIMRTC, WRITERTC -> ControlStatus.NO_RTC;
      case SETTIME -> ControlStatus.NOT_ENABLED;
      case MANUAL_DELETE -> ControlStatus.BAD_SAMPLE;
      default -> ControlStatus.INVALID;
    };
  }

  private static byte[] status(int command, int sequence, ControlStatus status) {
    return ReplyCodec.encode(command, sequence, status, new ControlReply.Empty(), false);
  }
}
