// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.portable;

import dev.meantime.platform.Background;
import dev.meantime.platform.Entropy;
import dev.meantime.platform.EventLoop;
import dev.meantime.platform.KernelClock;
import dev.meantime.platform.MonotonicClock;
import dev.meantime.platform.Network;
import dev.meantime.platform.Platform;
import dev.meantime.platform.Resolver;
import dev.meantime.platform.Timers;
import dev.meantime.platform.WallClock;
import dev.meantime.platform.spi.PostedBackground;
import dev.meantime.platform.spi.SecureEntropy;
import dev.meantime.platform.spi.WaitingLoop;
import java.io.IOException;
import java.util.concurrent.Executors;

/// The JDK's view of the machine.
final class PortablePlatform implements Platform {

  private final WallClock wallClock = new SystemWallClock();
  private final MonotonicClock monotonicClock;
  private final KernelClock kernelClock = new ForeignKernelClock();
  private final Entropy entropy = new SecureEntropy();
  private final SelectorWaiter waiter;
  private final WaitingLoop loop;
  private final PortableNetwork network;
  private final PostedBackground background;
  private final PortableResolver resolver;

  PortablePlatform() throws IOException {
    // Counted from here, so that times of the monotonic clock can be compared without regard to
    // overflow.
    long originNanos = System.nanoTime();
    monotonicClock = () -> System.nanoTime() - originNanos;
    waiter = new SelectorWaiter();
    loop = new WaitingLoop(monotonicClock, waiter);
    network = new PortableNetwork(waiter.selector(), wallClock, loop.postBox());
    background =
        new PostedBackground(
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("background-", 0).factory()),
            loop.postBox());
    resolver = new PortableResolver(loop.postBox());
  }

  @Override
  public WallClock wallClock() {
    return wallClock;
  }

  @Override
  public MonotonicClock monotonicClock() {
    return monotonicClock;
  }

  @Override
  public KernelClock kernelClock() {
    return kernelClock;
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public Resolver resolver() {
    return resolver;
  }

  @Override
  public Timers timers() {
    return loop.timers();
  }

  @Override
  public Entropy entropy() {
    return entropy;
  }

  @Override
  public Background background() {
    return background;
  }

  @Override
  public EventLoop eventLoop() {
    return loop;
  }

  @Override
  public void close() {
    loop.close();
    resolver.close();
    background.close();
    waiter.close();
  }
}
