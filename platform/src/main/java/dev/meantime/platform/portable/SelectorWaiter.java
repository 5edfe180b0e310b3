// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.portable;

import dev.meantime.platform.spi.Waiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Waits in a selector, whose channels' keys carry their {@link PortableDatagramPort}. Selectors
/// count in milliseconds, so timers may be up to one late.
final class SelectorWaiter implements Waiter, AutoCloseable {

  private final Selector selector;

  SelectorWaiter() throws IOException {
    selector = Selector.open();
  }

  Selector selector() {
    return selector;
  }

  @Override
  public void await(long timeoutNanos, BooleanSupplier goOn) throws IOException {
    // The flag would make every wait return at once and every read close its channel. Only stop()
    // ends the loop.
    boolean unused = Thread.interrupted();
    if (timeoutNanos == 0) {
      selector.selectNow();
    } else if (timeoutNanos == Long.MAX_VALUE) {
      selector.select();
    } else {
      // Rounded up: a wait that ends just short of the timer would be followed by another.
      selector.select(TimeUnit.NANOSECONDS.toMillis(timeoutNanos) + 1);
    }
    // A copy, since a handler that closes a socket changes the set. What stays unread at a stop is
    // found ready again by the next wait.
    List<SelectionKey> ready = List.copyOf(selector.selectedKeys());
    selector.selectedKeys().clear();
    for (SelectionKey key : ready) {
      if (goOn.getAsBoolean() && key.attachment() instanceof PortableDatagramPort port) {
        port.receiveReady(goOn);
      }
    }
  }

  @Override
  public void wakeUp() {
    selector.wakeup();
  }

  /// Closes the selector and every channel registered with it.
  @Override
  public void close() {
    if (!selector.isOpen()) {
      return;
    }
    try {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
