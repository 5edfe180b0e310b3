// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The request codes of protocol version 6, also those that this daemon does not serve: what it
/// answers to them depends on who asks.
public enum RequestCode {
  ONLINE(1, 40, ReplyCode.EMPTY),
  OFFLINE(2, 40, ReplyCode.EMPTY),
  BURST(3, 48, ReplyCode.EMPTY),
  MODIFY_MINPOLL(4, 24, ReplyCode.EMPTY),
  MODIFY_MAXPOLL(5, 24, ReplyCode.EMPTY),
  DUMP(6, 4, ReplyCode.EMPTY),
  MODIFY_MAXDELAY(7, 24, ReplyCode.EMPTY),
  MODIFY_MAXDELAYRATIO(8, 24, ReplyCode.EMPTY),
  MODIFY_MAXUPDATESKEW(9, 4, ReplyCode.EMPTY),
  SETTIME(11, 12, ReplyCode.MANUAL_TIMESTAMP),
  MANUAL(13, 4, ReplyCode.EMPTY),
  N_SOURCES(14, 0, ReplyCode.SOURCE_COUNT),
  SOURCE_DATA(15, 4, ReplyCode.SOURCE_DATA),
  REKEY(16, 0, ReplyCode.EMPTY),
  ALLOW(17, 24, ReplyCode.EMPTY),
  ALLOWALL(18, 24, ReplyCode.EMPTY),
  DENY(19, 24, ReplyCode.EMPTY),
  DENYALL(20, 24, ReplyCode.EMPTY),
  CMDALLOW(21, 24, ReplyCode.EMPTY),
  CMDALLOWALL(22, 24, ReplyCode.EMPTY),
  CMDDENY(23, 24, ReplyCode.EMPTY),
  CMDDENYALL(24, 24, ReplyCode.EMPTY),
  ACCHECK(25, 20, ReplyCode.EMPTY),
  CMDACCHECK(26, 20, ReplyCode.EMPTY),
  DEL_SOURCE(29, 20, ReplyCode.EMPTY),
  WRITERTC(30, 0, ReplyCode.EMPTY),
  DFREQ(31, 4, ReplyCode.EMPTY),
  TRACKING(33, 0, ReplyCode.TRACKING),
  SOURCESTATS(34, 4, ReplyCode.SOURCE_STATS),
  RTCREPORT(35, 0, ReplyCode.RTC),
  TRIMRTC(36, 0, ReplyCode.EMPTY),
  CYCLELOGS(37, 0, ReplyCode.EMPTY),
  MANUAL_LIST(41, 0, ReplyCode.MANUAL_LIST),
  MANUAL_DELETE(42, 4, ReplyCode.EMPTY),
  MAKESTEP(43, 0, ReplyCode.EMPTY),
  ACTIVITY(44, 0, ReplyCode.ACTIVITY),
  MODIFY_MINSTRATUM(45, 24, ReplyCode.EMPTY),
  MODIFY_POLLTARGET(46, 24, ReplyCode.EMPTY),
  MODIFY_MAXDELAYDEVRATIO(47, 24, ReplyCode.EMPTY),
  RESELECT(48, 0, ReplyCode.EMPTY),
  RESELECTDISTANCE(49, 4, ReplyCode.EMPTY),
  MODIFY_MAKESTEP(50, 8, ReplyCode.EMPTY),
  SMOOTHING(51, 0, ReplyCode.SMOOTHING),
  SMOOTHTIME(52, 4, ReplyCode.EMPTY),
  REFRESH(53, 0, ReplyCode.EMPTY),
  SERVER_STATS(54, 0, ReplyCode.SERVER_STATS),
  /// Of clients before chrony 4.6.
  LOCAL2(56, 16, ReplyCode.EMPTY),
  NTP_DATA(57, 20, ReplyCode.NTP_DATA),
  SHUTDOWN(62, 0, ReplyCode.EMPTY),
  ONOFFLINE(63, 0, ReplyCode.EMPTY),
  ADD_SOURCE(64, 352, ReplyCode.EMPTY),
  NTP_SOURCE_NAME(65, 20, ReplyCode.SOURCE_NAME),
  RESET_SOURCES(66, 0, ReplyCode.EMPTY),
  AUTH_DATA(67, 20, ReplyCode.AUTH_DATA),
  CLIENT_ACCESSES_BY_INDEX3(68, 16, ReplyCode.CLIENT_ACCESSES),
  SELECT_DATA(69, 4, ReplyCode.SELECT_DATA),
  RELOAD_SOURCES(70, 0, ReplyCode.EMPTY),
  DOFFSET2(71, 4, ReplyCode.EMPTY),
  MODIFY_SELECTOPTS(72, 32, ReplyCode.EMPTY),
  MODIFY_OFFSET(73, 28, ReplyCode.EMPTY),
  LOCAL3(74, 28, ReplyCode.EMPTY),
  /// Our own: far from whatever chrony may come to use.
  SERVER_OUTCOMES(1001, 0, ReplyCode.SERVER_OUTCOMES);

  /// Octets before the payload.
  static final int HEADER_LENGTH = 20;

  /// What anyone who can reach the command port may ask, unless configured otherwise.
  public static final Set<RequestCode> OPEN_BY_DEFAULT =
      Collections.unmodifiableSet(
          EnumSet.of(
              N_SOURCES,
              SOURCE_DATA,
              TRACKING,
              SOURCESTATS,
              RTCREPORT,
              MANUAL_LIST,
              ACTIVITY,
              SMOOTHING,
              NTP_SOURCE_NAME));

  private static final RequestCode[] ALL = values();

  private final int code;
  private final int payload;
  private final ReplyCode reply;

  RequestCode(int code, int payload, ReplyCode reply) {
    this.code = code;
    this.payload = payload;
    this.reply = reply;
  }

  /// The request with this code; empty for retired and unknown ones.
  static Optional<RequestCode> of(int code) {
    for (RequestCode request : ALL) {
      if (request.code == code) {
        return Optional.of(request);
      }
    }
    return Optional.empty();
  }

  /// The requests that a word of the `opencommands` directive opens; none for an unknown word.
  public static List<RequestCode> ofOpenCommand(String word) {
    return switch (word) {
      case "activity" -> List.of(ACTIVITY);
      case "authdata" -> List.of(N_SOURCES, AUTH_DATA);
      case "clients" -> List.of(CLIENT_ACCESSES_BY_INDEX3);
      case "manual" -> List.of(MANUAL_LIST);
      case "ntpdata" -> List.of(N_SOURCES, NTP_DATA);
      case "rtcdata" -> List.of(RTCREPORT);
      case "selectdata" -> List.of(N_SOURCES, SELECT_DATA);
      case "serverstats" -> List.of(SERVER_STATS, SERVER_OUTCOMES);
      case "smoothing" -> List.of(SMOOTHING);
      case "sourcename" -> List.of(NTP_SOURCE_NAME);
      case "sources" -> List.of(N_SOURCES, SOURCE_DATA);
      case "sourcestats" -> List.of(N_SOURCES, SOURCESTATS);
      case "tracking" -> List.of(TRACKING);
      default -> List.of();
    };
  }

  /// As in the packet.
  public int code() {
    return code;
  }

  /// The reply that a client of today expects.
  ReplyCode reply() {
    return reply;
  }

  /// How long a request is: its own length, or that of its reply if that is more, so that nobody
  /// can use the daemon to amplify traffic.
  int length() {
    return Math.max(HEADER_LENGTH + payload, reply.length());
  }

  /// The shortest request that is served. Clients before chrony 4.4 or 4.6 expected shorter replies
  /// to two requests, and pad for those.
  int shortestLength() {
    return switch (this) {
      case SERVER_STATS -> ReplyCode.SERVER_STATS_BRIEF.length();
      case NTP_DATA -> ReplyCode.NTP_DATA_BRIEF.length();
      default -> length();
    };
  }
}
