// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One line on a terminal that tells what is waited for, once it takes long; wiped out at the end.
/// Nothing where no person watches.
final class Progress {

  private static final String WIPE = "\r\033[K";

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Output output;
  private volatile boolean shown;

  private Progress(Output output) {
    this.output = output;
  }

  static Progress start(Output output, long afterMillis, String text) {
    Progress progress = new Progress(output);
    if (output.terminal()) {
      Thread.ofVirtual().start(() -> progress.show(afterMillis, text));
    }
    return progress;
  }

  synchronized void end() {
    ended.countDown();
    if (shown) {
      output.err().print(WIPE);
      output.err().flush();
    }
  }

  private void show(long afterMillis, String text) {
    try {
      if (!ended.await(afterMillis, TimeUnit.MILLISECONDS)) {
        print(text);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void print(String text) {
    if (ended.getCount() > 0) {
      shown = true;
      output.err().print(text);
      output.err().flush();
    }
  }
}
