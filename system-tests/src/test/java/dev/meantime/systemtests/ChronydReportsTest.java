// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.cli.Main;
import dev.meantime.cli.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our reports ask Debian's chronyd. It runs with `-x`, so no clock is touched, and its one server
/// never answers, so what it reports stands still.
class ChronydReportsTest {

  @TempDir private Path directory;

  private int port;
  private Process chronyd;

  @BeforeEach
  void startChronyd() throws IOException {
    port = Peers.freePort("127.0.0.1");
    Path configuration = directory.resolve("chrony.conf");
    Files.writeString(
        configuration,
        """
        server 127.0.0.1 port %d minpoll 10
        port 0
        cmdport %d
        bindcmdaddress 127.0.0.1
        bindcmdaddress /
        pidfile %s/pid
        user %s
        """
            .formatted(
                Peers.freePort("127.0.0.1"), port, directory, System.getProperty("user.name")));
    Path binary = DebianPackages.unpacked("chrony").resolve("usr/sbin/chronyd");
    chronyd =
        new ProcessBuilder(binary.toString(), "-x", "-d", "-f", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
  }

  @AfterEach
  void stopChronyd() throws InterruptedException {
    chronyd.destroy();
    assertThat(chronyd.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void showsWhatChronydReports() throws IOException {
    awaitAnswer();
    assertThat(ours("tracking"))
        .startsWith("00000000,,0,0.000000000,")
        .endsWith(",Not synchronised\n");
    assertThat(ours("sources"))
        .isEqualTo("^,?,127.0.0.1,0,10,0,4294967295,0.000000000,0.000000000,0.000000000\n");
    assertThat(ours("activity")).isEqualTo("1,0,0,0,0\n");
    assertThat(run("sources", "--reasons"))
        .contains("The daemon does not tell everyone why sources are chosen");
  }

  private void awaitAnswer() throws IOException {
    for (int attempt = 0; attempt < 10; attempt++) {
      // Refused until chronyd has its port, or up to 7 s of asking.
      if (!ours("activity").startsWith("506")) {
        return;
      }
      assertThat(chronyd.isAlive()).as(Files.readString(directory.resolve("log"))).isTrue();
      try {
        chronyd.waitFor(100, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    throw new AssertionError(Files.readString(directory.resolve("log")));
  }

  private String ours(String command) {
    return run(command, "-c");
  }

  private String run(String command, String option) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(text, true, StandardCharsets.UTF_8);
    Main.run(
        List.of(command, option, "-h", "127.0.0.1", "-p", Integer.toString(port)),
        new Output(stream, stream, false));
    return text.toString(StandardCharsets.UTF_8);
  }
}
