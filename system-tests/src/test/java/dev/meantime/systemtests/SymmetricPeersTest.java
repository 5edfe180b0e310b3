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

/// `peer` and `broadcastclient` with Debian's chronyd on the other side, watched through Debian's
/// chronyc.
class SymmetricPeersTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String THEIRS = "127.0.13.1";
  private static final String OURS = "127.0.13.2";

  @TempDir Path directory;

  private final List<AutoCloseable> started = new ArrayList<>();
  private final int port = Peers.freePort(OURS);
  private final int control = Peers.freePort("127.0.0.1");

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable one : started.reversed()) {
      one.close();
    }
  }

  @Test
  void interleavedWithAKeyInBothDirections() {
    String key = "7 SHA256 HEX:00112233445566778899aabbccddeeff";
    String keys = "keyfile " + Peers.write(directory.resolve("keys"), key);
    chronyd(peer(OURS) + " xleave key 7", keys);
    Program daemon = meantime(peer(THEIRS) + " xleave key 7", keys);
    String data = awaitData(daemon, "Interleaved", "Yes");
    assertThat(ReportText.field(data, "Mode")).isEqualTo("Symmetric active");
    assertThat(ReportText.field(data, "NTP tests")).startsWith("111 111");
    assertThat(ReportText.field(data, "Authenticated")).isEqualTo("Yes");
    assertThat(ReportText.field(data, "TX timestamping")).isEqualTo("Kernel");
    assertMostAnswer(data);
    assertThat(daemon.terminate().status()).isZero();
  }

  @Test
  void basic() {
    chronyd(peer(OURS));
    Program daemon = meantime(peer(THEIRS));
    assertMostAnswer(awaitData(daemon, "Interleaved", "No"));
    assertThat(daemon.terminate().status()).isZero();
  }

  /// chronyd fills the field in every packet to a peer.
  @Test
  void whatChronydTellsInAnExtensionFieldDoesNotDisturb() {
    chronyd(peer(OURS) + " extfield F323");
    Program daemon = meantime(peer(THEIRS) + " extfield F323");
    assertMostAnswer(awaitData(daemon, "Interleaved", "No"));
    assertThat(daemon.terminate().status()).isZero();
  }

  @Test
  void anotherKeyIsNotBelieved() {
    String keys =
        "keyfile "
            + Peers.write(
                directory.resolve("keys"), "7 SHA256 HEX:00112233", "8 SHA256 HEX:44556677");
    chronyd(peer(OURS) + " key 7", keys);
    Program daemon = meantime(peer(THEIRS) + " key 8", keys);
    daemon.awaitUntil("ten packets", LIMIT, () -> ReportText.count(ntpData(), "Total RX") >= 10);
    assertThat(ReportText.count(ntpData(), "Total valid RX")).isZero();
    assertThat(daemon.terminate().status()).isZero();
  }

  /// chronyd has no peer of that name, and answers passively.
  @Test
  void aPassivePeer() {
    chronyd("allow");
    Program daemon = meantime(peer(THEIRS));
    String data = awaitData(daemon, "Mode", "Symmetric passive");
    assertMostAnswer(data);
    assertThat(daemon.terminate().status()).isZero();
  }

  @Test
  void aBroadcastToOneHost() {
    chronyd("allow", "broadcast 1 " + OURS + " " + port);
    Program daemon = meantime("broadcastclient");
    String data = awaitData(daemon, "Total TX", "4");
    assertThat(ReportText.field(data, "NTP tests")).startsWith("111 111");
    assertThat(daemon.terminate().status()).isZero();
  }

  private String peer(String address) {
    return "peer "
        + address
        + " port "
        + port
        + " minpoll -1 maxpoll -1 "
        + ServerUnderTest.ANY_DELAY;
  }

  private void chronyd(String... directives) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "bindaddress " + THEIRS,
                "port " + port,
                "local stratum 2",
                "cmdport 0",
                "bindcmdaddress /",
                "pidfile " + directory.resolve("chronyd.pid")));
    lines.addAll(List.of(directives));
    List<String> command =
        new ArrayList<>(List.of(Peers.chronyd(), "-x", "-d", "-U", "-u", "root"));
    command.addAll(lines);
    keep(Program.start(directory, command)).awaitLine("Disabled control of system clock", LIMIT);
  }

  private Program meantime(String... directives) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "bindaddress " + OURS,
                "port " + port,
                "cmdport " + control,
                "opencommands ntpdata",
                "bindcmdaddress " + directory.resolve("run/chronyd.sock"),
                "pidfile " + directory.resolve("meantime.pid")));
    lines.addAll(List.of(directives));
    Path configuration =
        Peers.write(directory.resolve("chrony.conf"), lines.toArray(String[]::new));
    return keep(
        Peers.meantime(directory, "run", "-4", "-x", "-d", "-U", "-f", configuration.toString()));
  }

  private String ntpData() {
    return Peers.chronyc(directory, control, "ntpdata", THEIRS).output();
  }

  /// The report once there were twenty good packets, and the field says so.
  private String awaitData(Program daemon, String name, String wanted) {
    List<String> last = new ArrayList<>(List.of(""));
    daemon.awaitUntil(
        name + ": " + wanted,
        LIMIT,
        () -> {
          last.set(0, ntpData());
          return ReportText.field(last.getFirst(), name).equals(wanted)
              && ReportText.count(last.getFirst(), "Total good RX") >= 20;
        });
    return last.getFirst();
  }

  /// At the start both send at will.
  private static void assertMostAnswer(String data) {
    assertThat(ReportText.count(data, "Total valid RX"))
        .as(data)
        .isGreaterThanOrEqualTo(ReportText.count(data, "Total RX") - 6);
  }

  private <T extends AutoCloseable> T keep(T one) {
    started.add(one);
    return one;
  }
}
