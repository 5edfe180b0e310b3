// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

/// What a server does with its datagrams.
public interface DatagramService {

  /// Makes the one that answers on one thread. The loop's thread calls, before anything is received
  /// there.
  ///
  /// @param thread 0 to one less than the number of threads
  DatagramAnswerer answerer(int thread);

  /// Makes one that takes the same way through the code as {@link #answerer}'s and has no effect on
  /// anything: a platform may practise on it before the first datagram comes.
  ///
  /// @param wallNanos the wall clock now
  DatagramAnswerer rehearsal(long wallNanos);

  /// A datagram to practise with.
  ///
  /// @param number counted from 0; each may differ
  byte[] rehearsalDatagram(int number);

  /// Takes on the loop what an answerer handed over, and the transmit timestamps of what was sent
  /// by {@link ServerPort#send}.
  DatagramHandler loopHandler();

  /// Is told on the loop that an interface of {@link ServerOptions#bypass} was lost, or is there.
  /// Either way everything is served.
  ///
  /// @param present whether requests are taken before the socket layer from now on
  /// @param sentence for the log
  default void onBypass(boolean present, String sentence) {}
}
