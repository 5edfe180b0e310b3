// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.systemtests.ServerUnderTest.Kind;
import dev.meantime.systemtests.TwoHosts.Host;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Debian's ntpq, which is NTPsec's, reads our daemon on the loopback of a host of its own, where
/// port 123 is free; nobody on the next host can.
class NtpqTest {

  private static final int PORT = 123;
  private static final int SOURCE_PORT = 11_123;
  private static final String SILENT = "127.0.0.5";
  private static final String LIAR = "127.0.0.6";
  private static final List<String> HONEST = List.of("127.0.0.2", "127.0.0.3", "127.0.0.4");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path directory;

  private final List<AutoCloseable> started = new ArrayList<>();
  private TwoHosts hosts;

  @BeforeEach
  void connect() {
    hosts = TwoHosts.create(directory);
    started.add(hosts);
    hosts.addAddress(Host.OURS, "192.0.2.1");
    hosts.addAddress(Host.PEERS, "192.0.2.2");
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable one : started.reversed()) {
      one.close();
    }
  }

  private ServerUnderTest daemon(String... directives) {
    ServerUnderTest ours =
        ServerUnderTest.startOn(hosts, Host.OURS, Kind.MEANTIME, directory, PORT, directives);
    started.add(ours);
    return ours;
  }

  private void source(String address) {
    started.add(
        hosts.start(
            Host.OURS,
            List.of(
                Peers.chronyd(),
                "-x",
                "-d",
                "-U",
                "-u",
                "root",
                "bindaddress " + address,
                "port " + SOURCE_PORT,
                "local stratum 2",
                "allow",
                "cmdport 0",
                "bindcmdaddress /",
                "pidfile " + directory.resolve(address + ".pid"))));
  }

  private String ntpq(Host host, String address, String command) {
    try (Program program = hosts.start(host, Peers.ntpq(address, command))) {
      return program.awaitEnd(LIMIT).output();
    }
  }

  private String ntpq(String command) {
    return ntpq(Host.OURS, "127.0.0.1", command);
  }

  private static double variable(String output, String name) {
    Matcher matcher = Pattern.compile("\\b" + name + "=(-?[0-9.e-]+)").matcher(output);
    assertThat(matcher.find()).as("%s in %s", name, output).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  @Test
  void showsTheSourcesThatChronycShows() {
    List<String> answering = new ArrayList<>(HONEST);
    answering.add(LIAR);
    answering.forEach(this::source);
    List<String> lines = new ArrayList<>(List.of("ntpq on"));
    HONEST.forEach(source ->
        lines.add("server " + source + " port " + SOURCE_PORT + " iburst minpoll 6 maxpoll 6"));
    lines.add(
        "server " + LIAR + " port " + SOURCE_PORT + " iburst minpoll 6 maxpoll 6 offset 0.02");
    lines.add("server " + SILENT + " port " + SOURCE_PORT + " minpoll 6 maxpoll 6");
    ServerUnderTest ours = daemon(lines.toArray(String[]::new));
    ours.program()
        .awaitUntil(
            "four samples of each source",
            LIMIT,
            () ->
                ours.chronyc("-c", "sources")
                        .output()
                        .lines()
                        .filter(line -> line.split(",", -1)[5].equals("17"))
                        .count()
                    == answering.size());

    List<String[]> theirs =
        ours.chronyc("-c", "sources").output().lines().map(row -> row.split(",", -1)).toList();
    List<String[]> statistics =
        ours.chronyc("-c", "sourcestats").output().lines().map(row -> row.split(",", -1)).toList();
    List<String> rows = ntpq("peers").lines().skip(2).toList();
    assertThat(rows).hasSize(answering.size() + 1);
    for (int i = 0; i < rows.size(); i++) {
      String[] source = theirs.get(i);
      String tally = source[1].equals("?") ? " " : source[1];
      String[] columns = rows.get(i).substring(1).strip().split(" +", -1);
      assertThat(rows.get(i)).startsWith(tally + source[2]);
      assertThat(columns[1]).isEqualTo(source[2].equals(SILENT) ? ".INIT." : "127.127.1.1");
      assertThat(columns[2]).isEqualTo(source[2].equals(SILENT) ? "16" : "2");
      assertThat(columns[3]).isEqualTo("u");
      assertThat(columns[5]).isEqualTo("64");
      assertThat(columns[6]).isEqualTo(source[5]);
      assertThat(Double.parseDouble(columns[8]))
          .as("offset in ms, of the other sign: %s", rows.get(i))
          .isCloseTo(-1e3 * Double.parseDouble(source[7]), within(6e-5));
      double deviation = source[2].equals(SILENT) ? 0 : Double.parseDouble(statistics.get(i)[7]);
      assertThat(Double.parseDouble(columns[9])).isCloseTo(1e3 * deviation, within(6e-5));
    }
    assertThat(rows).anyMatch(row -> row.startsWith("*"));
    assertThat(rows).anyMatch(row -> row.startsWith("x" + LIAR));

    String system = ntpq("rv");
    assertThat(system).startsWith("associd=0 status=0615 leap_none, sync_ntp, 1 event, clock_sync");
    assertThat(variable(system, "stratum")).isEqualTo(3);
    String[] tracking = ours.chronyc("-c", "tracking").output().strip().split(",", -1);
    assertThat(variable(system, "offset"))
        .isCloseTo(-1e3 * Double.parseDouble(tracking[5]), within(1e-5));
    assertThat(variable(system, "frequency"))
        .isCloseTo(-Double.parseDouble(tracking[7]), within(1e-3));
    String peer = ntpq("rv &1");
    assertThat(peer).contains("srcadr=127.0.0.2", "reach=017", "flash=00 ok", "pmode=4");
    assertThat(variable(peer, "srcport")).isEqualTo(SOURCE_PORT);
    assertThat(variable(peer, "delay")).isGreaterThan(0).isLessThan(100);
    assertThat(ntpq("as").lines().filter(line -> line.contains("sys.peer")).count()).isOne();
    assertThat(ntpq(Host.OURS, "::1", "peers")).contains("*127.0.0.");
  }

  @Test
  void tellsWhatIsCountedWithNothingMissing() {
    daemon("local stratum 5", "allow 192.0.2.0/24", "allow 127.0.0.0/8");
    started.add(
        hosts.start(
            Host.PEERS,
            List.of(
                Peers.chronyd(), "-Q", "-U", "-u", "root", "-t", "8", "server 192.0.2.1 iburst")));
    String clients = "";
    for (int i = 0; i < 20 && !clients.contains("192.0.2.2"); i++) {
      clients = ntpq("mrulist");
    }
    assertThat(clients).containsPattern("\\. 3 4 +[0-9]+ .* 192\\.0\\.2\\.2");
    for (String command :
        List.of("sysinfo", "sysstats", "iostats", "kerninfo", "monstats", "timerstats")) {
      assertThat(ntpq(command)).as(command).doesNotContain("???", "***", "Traceback");
    }
    assertThat(ntpq("sysinfo")).contains("sync_local", "stratum:                       5");
    assertThat(ntpq("sysstats")).containsPattern("processed for time: +[1-9]");
  }

  @Test
  void answersNobodyOnTheNetwork() {
    daemon("local stratum 5", "allow");
    assertThat(ntpq(Host.OURS, "127.0.0.1", "rv")).contains("stratum=5");
    assertThat(ntpq(Host.PEERS, "192.0.2.1", "rv")).contains("timed out").doesNotContain("stratum");
    assertThat(ntpq(Host.OURS, "192.0.2.1", "rv")).contains("timed out").doesNotContain("stratum");
  }

  @Test
  void staysSilentWhereItIsSwitchedOff() {
    daemon("local stratum 5", "allow", "ntpq off");
    assertThat(ntpq("rv")).contains("timed out").doesNotContain("stratum");
  }
}
