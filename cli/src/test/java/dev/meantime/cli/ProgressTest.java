// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {

  /// Tells when something was written.
  private static final class Screen extends ByteArrayOutputStream {
    private final CountDownLatch written = new CountDownLatch(1);

    @Override
    public synchronized void write(byte[] octets, int offset, int length) {
      super.write(octets, offset, length);
      written.countDown();
    }
  }

  private final Screen screen = new Screen();

  @Test
  void showsALineThatTheEndWipesOut() throws InterruptedException {
    Progress progress = Progress.start(output(), 0, "asking…");
    assertThat(screen.written.await(10, TimeUnit.SECONDS)).isTrue();
    progress.end();
    assertThat(screen.toString(StandardCharsets.UTF_8)).isEqualTo("asking…\r\033[K");
  }

  @Test
  void showsNothingWhenItIsQuick() {
    Progress.start(output(), 60_000, "asking…").end();
    assertThat(screen.size()).isZero();
  }

  private Output output() {
    return new Output(
        new PrintStream(OutputStream.nullOutputStream()),
        new PrintStream(screen, false, StandardCharsets.UTF_8),
        true);
  }
}
