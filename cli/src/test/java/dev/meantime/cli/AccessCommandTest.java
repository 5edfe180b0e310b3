// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.control.ControlResponder.Access;
import dev.meantime.daemon.config.DiskConfigSource;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessCommandTest {

  @TempDir private Path directory;
  private Path file = Path.of("");
  private final Captured captured = new Captured();
  private final List<List<String>> asked = new ArrayList<>();

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("c");
    configure("allow 192.0.2.0/24", "deny 192.0.2.128/25", "cmdallow all", "cmdport 324");
  }

  private void configure(String... lines) throws IOException {
    Files.write(file, List.of(lines));
  }

  private static List<InetAddress> lookUp(String name) {
    return switch (name) {
      case "two.example" ->
          List.of(InetAddress.ofLiteral("192.0.2.7"), InetAddress.ofLiteral("2001:db8::7"));
      case "none.example" -> List.of();
      default -> List.of(InetAddress.ofLiteral(name));
    };
  }

  /// The daemon behind it, where one is asked, allows 2001:db8::1 and 127.0.0.1.
  private int run(Access access, String... args) {
    AccessCommand.Connector connector =
        (hosts, _) -> {
          asked.add(hosts);
          return ReportsJsonTest.client(access);
        };
    return new AccessCommand(new DiskConfigSource(), AccessCommandTest::lookUp, connector)
        .explain(List.of(args), captured.output());
  }

  private int byFile(String... args) {
    List<String> all = new ArrayList<>(List.of("-f", file.toString()));
    all.addAll(List.of(args));
    return run(Access.FULL, all.toArray(new String[0]));
  }

  @Test
  void namesTheLineThatDecides() throws IOException {
    configure(
        "bindcmdaddress 0.0.0.0", "allow 192.0.2.0/24", "deny 192.0.2.128/25", "cmdallow all");
    assertThat(byFile("192.0.2.7")).isEqualTo(Exit.OK);
    assertThat(captured.out())
        .isEqualTo(
            """
            192.0.2.7
              NTP       allowed by FILE:2: allow 192.0.2.0/24
              commands  allowed by FILE:4: cmdallow all
            """
                .replace("FILE", file.toString()));
    assertThat(asked).isEmpty();
  }

  @Test
  void namesTheLineThatDenies() {
    assertThat(byFile("192.0.2.200")).isEqualTo(Exit.FAILED);
    assertThat(captured.out()).contains("denied by " + file + ":2: deny 192.0.2.128/25");
  }

  @Test
  void theLaterOfEqualLinesDecides() throws IOException {
    configure("allow 10/8", "allow all 10", "allow 10.0.0.0/8");
    assertThat(byFile("10.1.2.3")).isEqualTo(Exit.OK);
    assertThat(captured.out()).contains("allowed by " + file + ":3: allow 10.0.0.0/8");
  }

  @Test
  void saysThatNoLineIsAboutIt() {
    assertThat(byFile("2001:db8::1")).isEqualTo(Exit.FAILED);
    assertThat(captured.out())
        .contains("  NTP       denied: no allow or deny line is about it\n")
        .contains(
            "  commands  not heard: bindcmdaddress opens the command port to this machine alone"
                + " (allowed by "
                + file
                + ":3: cmdallow all)\n");
  }

  @Test
  void thisMachineMayAlwaysCommand() throws IOException {
    configure("cmddeny all");
    assertThat(byFile("127.0.0.1")).isEqualTo(Exit.FAILED);
    assertThat(captured.out()).contains("  commands  allowed: this machine itself always is\n");
  }

  @Test
  void aClosedPortCountsMoreThanARule() throws IOException {
    configure("port 0", "cmdport 0", "allow");
    assertThat(byFile("192.0.2.7")).isEqualTo(Exit.FAILED);
    assertThat(captured.out())
        .contains("NTP       nobody is served: port is 0 (allowed by " + file + ":3: allow)")
        .contains(
            "commands  nobody is heard by UDP: cmdport is 0 (denied: no cmdallow or cmddeny line is"
                + " about it)");
  }

  @Test
  void looksNamesUpOnBothSides() throws IOException {
    configure("allow two.example", "allow none.example");
    assertThat(byFile("two.example")).as("not from its second address").isEqualTo(Exit.FAILED);
    assertThat(captured.out())
        .contains(
            "two.example (192.0.2.7)\n  NTP       allowed by " + file + ":1: allow two.example")
        .contains("two.example (2001:db8::7)\n  NTP       denied: no allow or deny line")
        .endsWith("Lines about none.example have no effect: it has no address.\n");
  }

  @Test
  void theRunningDaemonCountsMoreThanItsFile() {
    assertThat(run(Access.FULL, "-f", file.toString(), "-h", "/x.sock", "192.0.2.7"))
        .isEqualTo(Exit.FAILED);
    assertThat(asked).containsExactly(List.of("/x.sock"));
    assertThat(captured.out())
        .contains(
            """
              NTP       allowed by FILE:1: allow 192.0.2.0/24
                        but the rules of the running daemon deny it: chronyc changed them, or it
                        was started with another configuration
            """
                .replace("FILE", file.toString()));
    assertThat(run(Access.FULL, "-f", file.toString(), "-h", "/x.sock", "2001:db8::1"))
        .isEqualTo(Exit.OK);
    assertThat(captured.out()).contains("but the rules of the running daemon allow it");
  }

  @Test
  void saysWhenTheDaemonDoesNotTell() {
    assertThat(run(Access.OPEN, "-f", file.toString(), "-h", "127.0.0.1", "192.0.2.7"))
        .isEqualTo(Exit.OK);
    assertThat(captured.out())
        .endsWith(
            "By the configuration alone; the running daemon does not tell: 501 Not authorised\n");
  }

  @Test
  void writesADocument() {
    assertThat(run(Access.FULL, "--json", "-f", file.toString(), "-h", "/x.sock", "192.0.2.200"))
        .isEqualTo(Exit.FAILED);
    assertThat(captured.out())
        .isEqualTo(
            """
            {"schema":"meantime.access/1","client":"192.0.2.200","addresses":[\
            {"address":"192.0.2.200","ntp":{"allowed":false,\
            "sentence":"denied by FILE:2: deny 192.0.2.128/25",\
            "rule":{"file":"FILE","line":2,"text":"deny 192.0.2.128/25"},"running":false},\
            "commands":{"allowed":false,\
            "sentence":"not heard: bindcmdaddress opens the command port to this machine alone\
             (allowed by FILE:3: cmdallow all)",\
            "rule":{"file":"FILE","line":3,"text":"cmdallow all"},"running":false}}],\
            "unknownNames":[]}
            """
                .replace("FILE", file.toString()));
  }

  @Test
  void cannotTellWithoutAClientAnAddressOrAConfiguration() throws IOException {
    assertThat(byFile()).isEqualTo(Exit.USAGE);
    assertThat(byFile("192.0.2.1", "192.0.2.2")).isEqualTo(Exit.USAGE);
    assertThat(byFile("none.example")).isEqualTo(Exit.USAGE);
    configure("allow 10/99");
    assertThat(byFile("192.0.2.1")).isEqualTo(Exit.USAGE);
    assertThat(captured.out()).isEmpty();
    assertThat(captured.err().lines())
        .containsExactly(
            "meantime access: one CLIENT is expected: a name or an address (see --help)",
            "meantime access: one CLIENT is expected: a name or an address (see --help)",
            "meantime access: no address for host none.example",
            file + ":1:10: error: '99' is not a prefix length (allowed: 0 to 32)",
            "meantime access: the configuration has errors");
  }
}
