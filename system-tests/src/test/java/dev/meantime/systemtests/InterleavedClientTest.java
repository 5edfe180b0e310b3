// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `xleave` and `extfield` against Debian's chronyd, watched through Debian's chronyc.
class InterleavedClientTest {

  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final String SERVER = "127.0.12.1";

  @TempDir Path directory;

  private final List<AutoCloseable> started = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable one : started.reversed()) {
      one.close();
    }
  }

  @Test
  void chronydAnswersInInterleavedMode() {
    Program daemon = client("xleave");
    String data = awaitInterleaved(daemon, "Yes");
    assertThat(field(data, "Mode")).isEqualTo("Server");
    assertThat(field(data, "NTP tests")).isEqualTo("111 111 1111");
    assertThat(field(data, "TX timestamping")).isEqualTo("Kernel");
    assertThat(Math.abs(Double.parseDouble(field(data, "Offset").split(" ")[0])))
        .as("on one machine")
        .isLessThan(0.001);
    assertMostAreGood(data);
    assertThat(daemon.terminate().status()).isZero();
  }

  @Test
  void andTellsItsRootInTheField() {
    Program daemon = client("xleave extfield F323 extfield 10A");
    String data = awaitInterleaved(daemon, "Yes");
    assertThat(field(data, "NTP tests")).isEqualTo("111 111 1111");
    assertMostAreGood(data);
    assertThat(daemon.terminate().status()).isZero();
  }

  @Test
  void theFieldIsUnderstoodInBasicModeToo() {
    Program daemon = client("extfield F323");
    String data = awaitInterleaved(daemon, "No");
    assertThat(field(data, "NTP tests")).isEqualTo("111 111 1111");
    assertThat(field(data, "Total good RX")).isEqualTo(field(data, "Total valid RX"));
    assertThat(daemon.terminate().status()).isZero();
  }

  private int control;

  private Program client(String options) {
    int port = Peers.freePort(SERVER);
    keep(Peers.chronydServer(directory, SERVER, port));
    control = Peers.freePort("127.0.0.1");
    Path configuration =
        Peers.write(
            directory.resolve("chrony.conf"),
            "server " + SERVER + " port " + port + " minpoll -2 maxpoll -2 " + options,
            "cmdport " + control,
            "bindcmdaddress " + directory.resolve("run/chronyd.sock"),
            "port 0",
            "pidfile " + directory.resolve("meantime.pid"));
    return keep(Peers.meantime(directory, "run", "-x", "-d", "-U", "-f", configuration.toString()));
  }

  /// The report once there were twenty good answers, the last in that mode.
  private String awaitInterleaved(Program daemon, String wanted) {
    List<String> last = new ArrayList<>(List.of(""));
    daemon.awaitUntil(
        "interleaved: " + wanted,
        LIMIT,
        () -> {
          last.set(0, Peers.chronyc(directory, control, "ntpdata", SERVER).output());
          return field(last.getFirst(), "Interleaved").equals(wanted)
              && Long.parseLong(field(last.getFirst(), "Total good RX")) >= 20;
        });
    return last.getFirst();
  }

  /// The first answers are basic, and one is lost when the mode changes.
  private static void assertMostAreGood(String data) {
    long valid = Long.parseLong(field(data, "Total valid RX"));
    assertThat(Long.parseLong(field(data, "Total good RX"))).isGreaterThanOrEqualTo(valid - 3);
  }

  private static String field(String report, String name) {
    return report
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("0");
  }

  private <T extends AutoCloseable> T keep(T one) {
    started.add(one);
    return one;
  }
}
