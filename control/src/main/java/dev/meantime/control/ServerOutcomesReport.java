// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

/// What became of every datagram that reached the server's port: an addition to chrony's protocol,
/// whose counts do not say why a packet was not answered. Reply 1001; 24 numbers of 64 bits, of
/// which those without a name here are 0.
///
/// @param answered replies made
/// @param kisses of those limited, told so
/// @param handedOver of peers and broadcasts, which associations took, ntpq's of this machine, and
///   what is to be signed for domain members
/// @param malformed no NTP: length, version or fields
/// @param notRequests answers, broadcasts and strangers' symmetric packets that nobody waits for
/// @param control modes 6 and 7, as far as not answered
/// @param impossibleSenders from an address or port that cannot be answered
/// @param denied from an address that is not allowed
/// @param limited over the rate limit and not answered
/// @param notAuthentic with a wrong or unknown key, or asking for a signature that nobody makes
/// @param overflowed lost before they were read, for want of room in the socket or, before the
///   socket layer, in the queue
/// @param truncated longer than any packet
/// @param sendFailed replies that the system refused to send
/// @param handOverLost of peers and broadcasts, lost because the loop was behind
/// @param bypassed taken before the socket layer; part of the others
public record ServerOutcomesReport(
    long answered,
    long kisses,
    long handedOver,
    long malformed,
    long notRequests,
    long control,
    long impossibleSenders,
    long denied,
    long limited,
    long notAuthentic,
    long overflowed,
    long truncated,
    long sendFailed,
    long handOverLost,
    long bypassed)
    implements ControlReply {

  /// Nothing yet.
  public static final ServerOutcomesReport NONE =
      new ServerOutcomesReport(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
