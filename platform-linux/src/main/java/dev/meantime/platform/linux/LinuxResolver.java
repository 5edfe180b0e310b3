// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.Resolver;
import dev.meantime.platform.spi.PostBox;
import dev.meantime.platform.spi.PostedBackground;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Looks names up in the C library, on a few platform threads that end when idle: the call blocks,
/// and would block a virtual thread's carrier with it.
final class LinuxResolver implements Resolver, AutoCloseable {

  private static final int THREADS = 4;
  private static final int IDLE_SECONDS = 5;

  private final PostedBackground lookups;

  LinuxResolver(PostBox postBox) {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("resolver-", 0).factory());
    executor.allowCoreThreadTimeOut(true);
    lookups = new PostedBackground(executor, postBox);
  }

  @Override
  public void resolve(String name, Consumer<Resolution> whenDone) {
    lookups.submit(
        () -> NameCalls.lookUp(name),
        whenDone,
        failure -> whenDone.accept(new Resolution.Unavailable(failure.toString())));
  }

  @Override
  public void close() {
    lookups.close();
  }
}
