// SPDX-License-Identifier: Apache-2.0
package org.example.otherworld;

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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// A machine with a bad clock, some good servers, and an operator who looks in once and later ends
/// the daemon. Nothing in it takes any time but its own.
final class OtherworldPlatform implements Platform {

  static final String NAME = "ntp.otherworld.example";

  private static final List<InetAddress> SERVERS =
      List.of(
          InetAddress.ofLiteral("192.0.2.1"),
          InetAddress.ofLiteral("192.0.2.2"),
          InetAddress.ofLiteral("192.0.2.3"));
  private static final long LOOK_UP_NANOS = 5_000_000;

  private final Happenings happenings;
  private final HardwareClock clock;
  private final Wire wire;
  private final SplittableRandom entropy;
  private final Path recordFile;

  OtherworldPlatform(long seed, long seconds, byte[] request, Path recordFile) {
    SplittableRandom random = new SplittableRandom(seed);
    this.recordFile = recordFile;
    this.entropy = random.split();
    this.happenings = new Happenings();
    this.clock = new HardwareClock(happenings);
    this.wire = new Wire(happenings, clock, SERVERS, random.split());
    happenings.runOn(clock);
    happenings.after(seconds * 500_000_000L, () -> wire.askControl(request));
    happenings.after(seconds * 1_000_000_000L, () -> happenings.terminate("TERM"));
  }

  @Override
  public WallClock wallClock() {
    return clock.wallClock();
  }

  @Override
  public MonotonicClock monotonicClock() {
    return clock::monotonicNanos;
  }

  @Override
  public KernelClock kernelClock() {
    return clock;
  }

  @Override
  public Network network() {
    return wire;
  }

  @Override
  public Resolver resolver() {
    return this::resolve;
  }

  @Override
  public Timers timers() {
    return happenings;
  }

  @Override
  public Entropy entropy() {
    return () -> {
      happenings.checkThread();
      return entropy.nextLong();
    };
  }

  @Override
  public Background background() {
    return new Background() {
      @Override
      public <T> void submit(
          Callable<T> work, Consumer<T> whenDone, Consumer<Exception> whenFailed) {
        happenings.after(0, () -> perform(work, whenDone, whenFailed));
      }
    };
  }

  @Override
  public EventLoop eventLoop() {
    return happenings;
  }

  @Override
  public void close() {
    happenings.record("end error " + clock.error());
    try {
      Files.write(recordFile, happenings.recorded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> void perform(
      Callable<T> work, Consumer<T> whenDone, Consumer<Exception> whenFailed) {
    T result;
    try {
      result = work.call();
    } catch (Exception e) {
      whenFailed.accept(e);
      return;
    }
    whenDone.accept(result);
  }

  private void resolve(String name, Consumer<Resolver.Resolution> whenDone) {
    happenings.record("resolve " + name);
    Resolver.Resolution resolution =
        name.equals(NAME)
            ? new Resolver.Resolution.Resolved(SERVERS)
            : new Resolver.Resolution.NoSuchName("not in the table");
    happenings.after(LOOK_UP_NANOS, () -> whenDone.accept(resolution));
  }
}
