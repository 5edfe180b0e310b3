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

  /// Of what the report tells, and of chronyd's foresight, seconds.
  private static final double RESOLUTION = 1e-5;

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
    assertThat(ReportText.field(data, "Mode")).isEqualTo("Server");
    assertThat(ReportText.field(data, "NTP tests")).startsWith("111 111");
    assertThat(ReportText.seconds(data, "Response time"))
        .as("of the answer before")
        .isBetween(0.0, 0.1);
    assertThat(ReportText.field(data, "TX timestamping")).isEqualTo("Kernel");
    assertThat(Math.abs(ReportText.seconds(data, "Offset")))
        .as("on one machine")
        .isLessThan(ReportText.seconds(data, "Peer delay") / 2 + RESOLUTION);
    assertAllAnswer(data);
    assertThat(daemon.terminate().status()).isZero();
  }

  @Test
  void andTellsItsRootInTheField() {
    Program daemon = client("xleave extfield F323 extfield 10A");
    String data = awaitInterleaved(daemon, "Yes");
    assertThat(ReportText.field(data, "NTP tests")).startsWith("111 111");
    assertAllAnswer(data);
    assertThat(daemon.terminate().status()).isZero();
  }

  @Test
  void theFieldIsUnderstoodInBasicModeToo() {
    Program daemon = client("extfield F323 " + ServerUnderTest.ANY_DELAY);
    String data = awaitInterleaved(daemon, "No");
    assertThat(ReportText.field(data, "NTP tests")).startsWith("111 111");
    assertThat(ReportText.field(data, "Total good RX"))
        .isEqualTo(ReportText.field(data, "Total valid RX"));
    assertAllAnswer(data);
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
            "opencommands ntpdata",
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
          return ReportText.field(last.getFirst(), "Interleaved").equals(wanted)
              && ReportText.count(last.getFirst(), "Total good RX") >= 20;
        });
    return last.getFirst();
  }

  /// Whether a delay is ordinary is the machine's business.
  private static void assertAllAnswer(String data) {
    assertThat(ReportText.count(data, "Total valid RX"))
        .as(data)
        .isEqualTo(ReportText.count(data, "Total RX"));
  }

  private <T extends AutoCloseable> T keep(T one) {
    started.add(one);
    return one;
  }
}
