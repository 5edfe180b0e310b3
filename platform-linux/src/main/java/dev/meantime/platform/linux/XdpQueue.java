// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

/// Where an {@link XdpSocket} gets frames from. Whoever makes it hands it to the thread that
/// serves, and has it back when that has ended.
interface XdpQueue extends AutoCloseable {

  /// What is shared with the kernel.
  XdpRings rings();

  /// How many frames were lost so far because there was no room.
  long dropped();

  /// Gives everything back. Closing twice does nothing.
  @Override
  void close();
}
