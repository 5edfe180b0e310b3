// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.portable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.platform.Platform;
import dev.meantime.platform.spi.WaitingLoop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Sends real signals to a child process.
@Timeout(60)
final class TerminationTest {

  private static final int KILLED_BY_SIGTERM = 128 + 15;

  @Test
  void givesTheSignalsBackOnClose() throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                rootOf(WaitingLoop.class) + ":" + rootOf(Child.class),
                Child.class.getName())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(output.readLine()).isEqualTo("waiting");
      child.toHandle().destroy();
      assertThat(output.readLine()).isEqualTo("heard TERM");
      assertThat(output.readLine()).isEqualTo("closed");
      child.toHandle().destroy();
      assertThat(child.waitFor()).isEqualTo(KILLED_BY_SIGTERM);
    } finally {
      child.destroyForcibly();
    }
  }

  private static String rootOf(Class<?> member) {
    return member.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  static final class Child {

    private Child() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      try (Platform platform = new PortablePlatform()) {
        platform
            .eventLoop()
            .onTermination(name -> {
              System.out.println("heard " + name);
              platform.eventLoop().stop();
            });
        System.out.println("waiting");
        platform.eventLoop().run();
      }
      System.out.println("closed");
      new CountDownLatch(1).await();
    }
  }
}
