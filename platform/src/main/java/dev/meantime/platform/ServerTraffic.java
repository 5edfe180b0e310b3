// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

/// What became of a server's datagrams where nobody looked into them.
///
/// @param received handed to an answerer
/// @param sent replies that the system took
/// @param overflowed arrived and were lost because the sockets' buffers were full, or the queues
///   before the socket layer
/// @param truncated longer than the buffers, and left unanswered
/// @param sendFailed replies that the system refused
/// @param handOverLost could not be handed over because the loop was behind
/// @param bypassed of those received, taken before the socket layer
/// @param kernelReceived of those received, stamped by the kernel on arrival
/// @param hardwareReceived of those received, stamped by the network card on arrival
/// @param kernelSent of those sent, stamped by the kernel on leaving
/// @param hardwareSent of those sent, stamped by the network card on leaving
public record ServerTraffic(
    long received,
    long sent,
    long overflowed,
    long truncated,
    long sendFailed,
    long handOverLost,
    long bypassed,
    long kernelReceived,
    long hardwareReceived,
    long kernelSent,
    long hardwareSent) {

  public static final ServerTraffic NONE = new ServerTraffic(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  public ServerTraffic plus(ServerTraffic other) {
    return new ServerTraffic(
        received + other.received,
        sent + other.sent,
        overflowed + other.overflowed,
        truncated + other.truncated,
        sendFailed + other.sendFailed,
        handOverLost + other.handOverLost,
        bypassed + other.bypassed,
        kernelReceived + other.kernelReceived,
        hardwareReceived + other.hardwareReceived,
        kernelSent + other.kernelSent,
        hardwareSent + other.hardwareSent);
  }
}
