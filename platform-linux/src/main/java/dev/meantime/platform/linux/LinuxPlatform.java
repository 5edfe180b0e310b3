// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.Background;
import dev.meantime.platform.Entropy;
import dev.meantime.platform.EventLoop;
import dev.meantime.platform.HardwareTimestamps;
import dev.meantime.platform.KernelClock;
import dev.meantime.platform.MonotonicClock;
import dev.meantime.platform.Network;
import dev.meantime.platform.Platform;
import dev.meantime.platform.ReferenceClocks;
import dev.meantime.platform.Resolver;
import dev.meantime.platform.ServerSockets;
import dev.meantime.platform.Timers;
import dev.meantime.platform.WallClock;
import dev.meantime.platform.spi.PostedBackground;
import dev.meantime.platform.spi.SecureEntropy;
import dev.meantime.platform.spi.WaitingLoop;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Executors;

/// This machine, by its own system calls.
final class LinuxPlatform implements Platform {

  private final WallClock wallClock;
  private final MonotonicClock monotonicClock;
  private final KernelClock kernelClock;
  private final PollWaiter waiter;
  private final WaitingLoop loop;
  private final LinuxNetwork network;
  private final LinuxServerSockets serverSockets;
  private final PostedBackground background;
  private final LinuxResolver resolver;
  private final LinuxReferenceClocks referenceClocks;
  private final LinuxHardwareTimestamps hardwareTimestamps;
  private final Entropy entropy = new SecureEntropy();
  private boolean closed;

  /// Opens it. The thread that does so need not be the one that runs the loop.
  LinuxPlatform() throws IOException {
    // Freed once nothing here is reachable any more: a late call on a closed platform meets closed
    // descriptors rather than foreign memory.
    Arena arena = Arena.ofAuto();
    ClockCalls clockCalls = new ClockCalls(arena);
    SocketCalls socketCalls = new SocketCalls(arena);
    wallClock = new LinuxWallClock(clockCalls, arena);
    // CLOCK_MONOTONIC, counted from here, so that times can be compared without regard to overflow.
    long originNanos = System.nanoTime();
    monotonicClock = () -> System.nanoTime() - originNanos;
    kernelClock = new LinuxKernelClock(clockCalls, arena);
    waiter = new PollWaiter(new WaitCalls(arena), socketCalls, arena);
    loop = new WaitingLoop(monotonicClock, waiter);
    CardStamps cards = new CardStamps();
    network = new LinuxNetwork(socketCalls, waiter, wallClock, cards, arena);
    serverSockets =
        new LinuxServerSockets(wallClock, monotonicClock, loop.timers(), loop.postBox(), cards);
    background =
        new PostedBackground(
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("background-", 0).factory()),
            loop.postBox());
    resolver = new LinuxResolver(loop.postBox());
    DeviceCalls devices = new DeviceCalls(arena);
    referenceClocks = new LinuxReferenceClocks(devices);
    hardwareTimestamps =
        new LinuxHardwareTimestamps(new LinuxLinkDriver(socketCalls, devices), cards);
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
  public ServerSockets serverSockets() {
    return serverSockets;
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
  public ReferenceClocks referenceClocks() {
    return referenceClocks;
  }

  @Override
  public HardwareTimestamps hardwareTimestamps() {
    return hardwareTimestamps;
  }

  @Override
  public EventLoop eventLoop() {
    return loop;
  }

  /// Read through sysfs, which needs neither privilege nor native code.
  @Override
  public OptionalLong realTimeClockSeconds(String device) {
    return RealTimeClock.read(Path.of("/sys/class/rtc"), device);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    loop.close();
    resolver.close();
    background.close();
    serverSockets.close();
    network.close();
    waiter.close();
  }
}
