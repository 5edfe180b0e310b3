// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.control.ControlRequest;
import dev.meantime.control.DecodedReply;
import dev.meantime.control.ReplyCodec;
import dev.meantime.control.RequestCode;
import dev.meantime.control.RequestCodec;
import dev.meantime.control.TrackingReport;
import dev.meantime.wire.LeapIndicator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The promise of docs/architecture.md: a platform in a jar from elsewhere drives the ordinary
/// daemon, and everything the daemon knows or does passes through it. The platform's sources are in
/// `src/test/external-platform`; they are compiled against the built jars alone.
class ExternalPlatformTest {

  private static final long HOURS = 12;
  private static final long SECONDS = HOURS * 3600;
  private static final Instant START = Instant.parse("2031-03-01T00:00:00Z");
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int SEQUENCE = 0x01234567;

  /// What a run left behind, with the names of its directory taken out.
  private record Run(
      Program.Finished finished,
      List<String> record,
      String drift,
      Instant driftTime,
      String tracking,
      String statistics) {

    List<String> recorded(String what) {
      return record.stream()
          .map(line -> line.substring(line.indexOf(' ') + 1))
          .filter(line -> line.startsWith(what + " "))
          .map(line -> line.substring(what.length() + 1))
          .toList();
    }
  }

  @TempDir static Path built;
  @TempDir Path directory;

  @BeforeAll
  static void buildThePlatform() throws IOException {
    Path sources = Peers.ROOT.resolve("system-tests/src/test/external-platform");
    List<String> javac =
        new ArrayList<>(
            List.of(
                "-Xlint:all",
                "-Werror",
                // In this process the default would be our own class path.
                "-cp",
                built.toString(),
                "-p",
                Peers.ROOT.resolve("target/dist/lib").toString(),
                "-d",
                built.resolve("classes").toString()));
    try (Stream<Path> files = Files.walk(sources)) {
      files.filter(file -> file.toString().endsWith(".java")).forEach(f -> javac.add("" + f));
    }
    tool("javac", javac);
    tool("jar", List.of("-cf", jar(), "-C", built.resolve("classes").toString(), "."));
  }

  @Test
  void drivesTheOrdinaryDaemon() throws Exception {
    Run run = run(1);

    assertThat(run.finished().status()).as(run.finished().output()).isZero();
    assertThat(run.finished().output()).containsOnlyOnce("System clock was stepped by ");
    assertThat(run.finished().output().lines())
        .isNotEmpty()
        .allSatisfy(line ->
            assertThat(Instant.parse(line.substring(0, line.indexOf(' '))))
                .isBetween(START.minusSeconds(1), START.plusSeconds(SECONDS)));
    assertThat(run.finished().output()).endsWith("chronyd exiting");

    // The clock was 0.8 s behind and 40 ppm fast.
    assertThat(run.recorded("kernel step"))
        .singleElement()
        .satisfies(step -> assertThat(Double.parseDouble(step)).isCloseTo(0.8, within(0.002)));
    assertThat(Double.parseDouble(run.recorded("end error").getFirst())).isCloseTo(0, within(1e-3));
    List<String> frequencies = run.recorded("kernel frequency");
    assertThat(frequencies).hasSizeGreaterThan(10);
    assertThat(Double.parseDouble(frequencies.getLast())).isCloseTo(-40e-6, within(1e-6));
    assertThat(run.recorded("kernel status").getLast()).contains("synchronised=true");

    assertThat(run.recorded("resolve")).contains("ntp.otherworld.example", "no.otherworld.example");
    assertThat(run.finished().output()).contains("no.otherworld.example");
    assertThat(run.recorded("terminate")).containsExactly("TERM");
  }

  @Test
  void answersControlRequestsThere() throws Exception {
    Run run = run(2);
    assertThat(run.recorded("open"))
        .containsExactly("127.0.0.1 323", "0:0:0:0:0:0:0:1 323", "DIRECTORY/run/chronyd.sock 660");
    List<String> replies = run.recorded("reply");
    assertThat(replies).hasSize(3);
    for (String reply : replies) {
      byte[] octets = HexFormat.of().parseHex(reply.substring(reply.lastIndexOf(' ') + 1));
      DecodedReply decoded =
          ReplyCodec.decode(octets, octets.length, RequestCode.TRACKING, SEQUENCE);
      assertThat(decoded).isInstanceOf(DecodedReply.Answer.class);
      TrackingReport report = (TrackingReport) ((DecodedReply.Answer) decoded).body();
      assertThat(report.stratum()).isEqualTo(2);
      assertThat(report.leap()).isEqualTo(LeapIndicator.NONE);
      assertThat(report.frequencyPpm()).isCloseTo(40, within(1.0));
      assertThat(report.referenceTime().seconds())
          .isBetween(START.getEpochSecond(), START.getEpochSecond() + SECONDS / 2);
    }
  }

  @Test
  void leavesItsFilesWithTheTimeOfThatWorld() throws Exception {
    Run run = run(3);
    String[] drift = run.drift().strip().split("\\s+", -1);
    assertThat(Double.parseDouble(drift[0])).isCloseTo(40, within(1.0));
    assertThat(run.driftTime()).isBetween(START, START.plusSeconds(SECONDS));
    assertThat(run.tracking().lines().filter(line -> line.startsWith("2031-03-01 ")))
        .hasSizeGreaterThan(10);
    assertThat(run.statistics().lines().filter(line -> line.startsWith("2031-03-01 ")))
        .hasSizeGreaterThan(10);
    assertThat(run.tracking().lines().filter(line -> line.startsWith("20")))
        .allMatch(line -> line.startsWith("2031-0"));
  }

  @Test
  void theSameSeedGivesTheSameRun() throws Exception {
    Run first = run(4);
    Run second = run(4);
    assertThat(second).isEqualTo(first);
    assertThat(run(5).record()).isNotEqualTo(first.record());
  }

  @Test
  void anUnknownPlatformIsToldWithTheKnownOnes() {
    Program.Finished finished =
        Peers.meantimeToEnd(
            directory,
            Map.of("MEANTIME_MODULE_PATH", jar()),
            LIMIT,
            "run",
            "--platform",
            "moon",
            "-d",
            "-U",
            "server 192.0.2.1");
    assertThat(finished.status()).isEqualTo(1);
    assertThat(finished.output())
        .contains("platform 'moon'")
        .contains("linux")
        .contains("otherworld")
        .contains("portable");
  }

  @Test
  void aPlatformThatCannotOpenSaysWhy() {
    Program.Finished finished =
        Peers.meantimeToEnd(
            directory,
            Map.of("MEANTIME_MODULE_PATH", jar()),
            LIMIT,
            "run",
            "--platform=otherworld",
            "-d",
            "-U",
            "server 192.0.2.1");
    assertThat(finished.status()).isEqualTo(1);
    assertThat(finished.output())
        .isEqualTo(
            "meantime run: the platform 'otherworld' needs OTHERWORLD_SEED in the environment");
  }

  private Run run(long seed) throws IOException {
    Path place = Files.createTempDirectory(directory, "run");
    Path file =
        Peers.write(
            place.resolve("chrony.conf"),
            "pool ntp.otherworld.example iburst",
            "server no.otherworld.example",
            "driftfile " + place.resolve("drift"),
            "makestep 0.1 3",
            "rtcsync",
            "logdir " + place.resolve("log"),
            "log tracking statistics",
            "pidfile " + place.resolve("pid"),
            "bindcmdaddress " + place.resolve("run/chronyd.sock"));
    byte[] request = RequestCodec.encode(new ControlRequest.GetTracking(), SEQUENCE, 0);
    Path record = place.resolve("record");
    Program.Finished finished =
        Peers.meantimeToEnd(
            place,
            Map.of(
                "MEANTIME_MODULE_PATH",
                jar(),
                "OTHERWORLD_SEED",
                Long.toString(seed),
                "OTHERWORLD_SECONDS",
                Long.toString(SECONDS),
                "OTHERWORLD_RECORD",
                record.toString(),
                "OTHERWORLD_REQUEST",
                HexFormat.of().formatHex(request)),
            LIMIT,
            "run",
            "--platform",
            "otherworld",
            "-d",
            "-U",
            "-f",
            file.toString());
    assertThat(record).as(finished.output()).exists();
    String name = place.toString();
    return new Run(
        new Program.Finished(finished.status(), finished.output().replace(name, "DIRECTORY")),
        Files.readAllLines(record).stream().map(line -> line.replace(name, "DIRECTORY")).toList(),
        Files.readString(place.resolve("drift")),
        Files.getLastModifiedTime(place.resolve("drift")).toInstant(),
        Files.readString(place.resolve("log/tracking.log")),
        Files.readString(place.resolve("log/statistics.log")));
  }

  private static String jar() {
    return built.resolve("otherworld.jar").toString();
  }

  private static void tool(String name, List<String> arguments) {
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed);
    int status =
        ToolProvider.findFirst(name).orElseThrow().run(out, out, arguments.toArray(String[]::new));
    assertThat(status).as(name + ": " + printed).isZero();
  }
}
