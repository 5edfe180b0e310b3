// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The drift file survives what happens to the daemon.
class DriftFileTest {

  private static final String LINE = " *-?[0-9]+\\.[0-9]{6} +[0-9]+\\.[0-9]{6}\n";

  @TempDir Path directory;

  @Test
  void isReadableWheneverTheDaemonIsKilled() throws Exception {
    long seed = 5;
    Random random = new Random(seed);
    Path drift =
        Files.writeString(
            directory.resolve("drift"), "           12.000000             0.500000\n");
    try (TestServer server = TestServer.start()) {
      for (int round = 0; round < 6; round++) {
        try (Program daemon =
            Peers.meantime(
                directory,
                "run",
                "-x",
                "-d",
                "-U",
                "server 127.0.0.1 port " + server.port() + " iburst minpoll -4 maxpoll -4",
                // Written at every update, so that the kill often meets a write.
                "driftfile " + drift + " interval 0",
                "cmdport 0",
                "bindcmdaddress /",
                "pidfile " + directory.resolve("pid"))) {
          daemon.awaitLine("Selected source", Duration.ofSeconds(20));
          long until = System.nanoTime() + random.nextLong(400_000_000L);
          daemon.awaitUntil(
              "a random moment", Duration.ofSeconds(5), () -> System.nanoTime() > until);
          daemon.kill();
        }
        assertThat(Files.readString(drift)).as("seed %d, round %d", seed, round).matches(LINE);
        Files.deleteIfExists(directory.resolve("pid"));
      }
    }
  }

  @Test
  void isWrittenAtTheEndAndReadAtTheStart() throws Exception {
    Path drift = directory.resolve("drift");
    String[] arguments = {
      "run",
      "-x",
      "-d",
      "-U",
      "",
      "driftfile " + drift,
      "cmdport 0",
      "bindcmdaddress /",
      "pidfile " + directory.resolve("pid")
    };
    try (TestServer server = TestServer.start()) {
      arguments[4] = "server 127.0.0.1 port " + server.port() + " iburst";
      try (Program daemon = Peers.meantime(directory, arguments)) {
        daemon.awaitLine("Selected source", Duration.ofSeconds(20));
        assertThat(daemon.terminate().status()).isZero();
      }
      assertThat(Files.readString(drift)).matches(LINE);
      try (Program daemon = Peers.meantime(directory, arguments)) {
        daemon.awaitLine("read from " + drift, Duration.ofSeconds(20));
      }
    }
  }
}
