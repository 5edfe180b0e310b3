// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.spi;

import dev.meantime.platform.Background;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/// Background work on the threads of an executor, which it owns.
public final class PostedBackground implements Background, AutoCloseable {

  private final ExecutorService executor;
  private final PostBox postBox;

  public PostedBackground(ExecutorService executor, PostBox postBox) {
    this.executor = executor;
    this.postBox = postBox;
  }

  @Override
  public <T> void submit(Callable<T> work, Consumer<T> whenDone, Consumer<Exception> whenFailed) {
    executor.execute(() -> {
      Runnable letter;
      try {
        T result = work.call();
        letter = () -> whenDone.accept(result);
      } catch (Exception e) {
        letter = () -> whenFailed.accept(e);
      } catch (Error e) {
        // An error of the program must end the loop rather than a thread nobody looks at.
        letter =
            () -> {
              throw e;
            };
      }
      postBox.post(letter);
    });
  }

  /// Interrupts the work under way and waits for none of it.
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
