// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.config.AccessRule.Subnet;
import dev.meantime.daemon.config.ClockConfig.TemperatureCompensation;
import dev.meantime.daemon.config.SourcesConfig.InitialStep;
import dev.meantime.daemon.config.SourcesConfig.SourceDirectories;
import dev.meantime.engine.discipline.DisciplineConfig;
import dev.meantime.engine.discipline.DisciplineConfig.LeapMode;
import dev.meantime.engine.select.SelectionConfig;
import dev.meantime.engine.select.SelectionConfig.AuthenticationPolicy;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigParserTest {

  private static ConfigResult parse(String... lines) {
    return ConfigParser.parseFile("c", new TextFiles().with("c", lines));
  }

  private static DaemonConfig config(String... lines) {
    ConfigResult result = parse(lines);
    assertThat(result.problems().stream().filter(ConfigProblem::isError)).isEmpty();
    return result.config();
  }

  private static List<String> problems(ConfigResult result) {
    return result.problems().stream().map(ConfigProblem::toString).toList();
  }

  @Test
  void tellsTenMistakesAtOnceWithTheirPlaces() {
    assertThat(
            problems(
                parse(
                    "servr ntp.example.org",
                    "server ntp.example.org ibrust",
                    "  server ntp.example.org minpoll  four",
                    "makestep 1",
                    "# a comment",
                    "cmdport 99999",
                    "",
                    "log tracking measurments",
                    "rtcsync yes",
                    "driftfile /x # where the drift goes",
                    "leapsecmode slow",
                    "bindcmdaddress localhost",
                    "server ntp.example.org key")))
        .containsExactly(
            "c:1:1: error: there is no directive 'servr' (did you mean 'server'?)",
            "c:2:24: error: 'server' has no option 'ibrust' (did you mean 'iburst'?)",
            "c:3:35: error: 'four' is not a whole number",
            "c:4:1: error: arguments of 'makestep' are missing (usage: makestep THRESHOLD LIMIT)",
            "c:6:9: error: 99999 is out of range (allowed: 0 to 65535)",
            "c:8:14: error: there is no log 'measurments' (did you mean 'measurements'?)",
            "c:9:9: error: 'rtcsync' has too many arguments (it takes none)",
            "c:10:14: error: 'driftfile' has too many arguments (a comment needs a line of its own)",
            "c:11:13: error: 'slow' is not a valid value of 'leapsecmode' (did you mean 'slew'?)",
            "c:12:16: error: 'localhost' is not an IP address (like 192.0.2.1 or 2001:db8::1)",
            "c:13:24: error: option 'key' needs a value");
  }

  @Test
  void namesArgumentsOfTheCommandByNumber() {
    ConfigResult result =
        ConfigParser.parseArguments(List.of("server 127.0.0.1", "foo"), new TextFiles());
    assertThat(problems(result))
        .containsExactly("argument 2:1: error: there is no directive 'foo'");
  }

  @Test
  void anEmptyFileMeansTheDefaultsOfChrony() {
    assertThat(config("", "# nothing")).isEqualTo(DaemonConfig.EMPTY);
  }

  @Test
  void withoutAnyFileAsksThePool() {
    DaemonConfig config = ConfigParser.parseDefault(new TextFiles()).config();
    assertThat(config.sources().lines())
        .extracting(SourceLine::name)
        .containsExactly("0.pool.ntp.org", "1.pool.ntp.org", "2.pool.ntp.org", "3.pool.ntp.org");
    assertThat(config.sources().lines()).allMatch(line -> line.association().iburst());
    assertThat(config.discipline().stepThreshold()).isEqualTo(1);
    assertThat(config.discipline().stepLimit()).isEqualTo(3);
    assertThat(config.clock().driftFile()).isEqualTo("/var/lib/meantime/drift");
  }

  @Test
  void prefersDebiansPlaceOfTheFile() {
    TextFiles files =
        new TextFiles()
            .with("/etc/chrony.conf", "server b")
            .with("/etc/chrony/chrony.conf", "server a");
    assertThat(ConfigParser.parseDefault(files).directives()).containsExactly("server a");
  }

  @Test
  void aMissingFileIsAnError() {
    assertThat(problems(ConfigParser.parseFile("/none", new TextFiles())))
        .containsExactly("/none: error: cannot read '/none': no such file");
  }

  @Test
  void takesWhatDebianInstalls() {
    TextFiles files =
        new TextFiles()
            .with(
                "/etc/chrony/chrony.conf",
                "# made for this test",
                "confdir /etc/chrony/conf.d",
                "pool 2.debian.pool.ntp.org iburst",
                "sourcedir /run/chrony-dhcp",
                "sourcedir /etc/chrony/sources.d",
                "keyfile /etc/chrony/chrony.keys",
                "driftfile /var/lib/chrony/chrony.drift",
                "ntsdumpdir /var/lib/chrony",
                "#log tracking measurements statistics",
                "logdir /var/log/chrony",
                "maxupdateskew 100.0",
                "rtcsync",
                "makestep 1 3",
                "leapsectz right/UTC");
    ConfigResult result = ConfigParser.parseDefault(files);
    assertThat(result.hasErrors()).isFalse();
    DaemonConfig config = result.config();
    assertThat(config.sources().lines().getFirst().kind()).isEqualTo(SourceLine.Kind.POOL);
    assertThat(config.sources().directories())
        .containsExactly(
            new SourceDirectories(List.of("/run/chrony-dhcp")),
            new SourceDirectories(List.of("/etc/chrony/sources.d")));
    assertThat(config.sources().keyFile()).isEqualTo("/etc/chrony/chrony.keys");
    assertThat(config.discipline().maxUpdateSkew()).isEqualTo(100e-6);
    assertThat(config.discipline().rtcSync()).isTrue();
    assertThat(config.clock().leapZone()).isEqualTo("right/UTC");
    assertThat(config.log().directory()).isEqualTo("/var/log/chrony");
  }

  @Test
  void readsWhateverTheCaseAndTheBlanks() {
    ConfigResult result = parse(" \tSERVER\u000b 10.0.0.1\f IBURST \r", "LeapSecMode STEP");
    assertThat(result.hasErrors()).isFalse();
    assertThat(result.directives()).containsExactly("SERVER 10.0.0.1 IBURST", "LeapSecMode STEP");
    assertThat(result.config().discipline().leapMode()).isEqualTo(LeapMode.STEP);
  }

  @Test
  void ignoresCommentsOfAllKinds() {
    assertThat(parse("! a", "; b", "# c", " % d", "#").directives()).isEmpty();
  }

  @Test
  void refusesLinesThatAreTooLong() {
    String longest = "logdir " + "x".repeat(2040);
    assertThat(parse(longest).hasErrors()).isFalse();
    assertThat(problems(parse(longest + "x")))
        .containsExactly("c:1:2048: error: the line is too long (at most 2047 characters)");
  }

  @Test
  void theLastOccurrenceCounts() {
    DaemonConfig config =
        config(
            "cmdport 1",
            "cmdport 2",
            "initstepslew 10 a b",
            "initstepslew 20 c",
            "bindacqaddress 10.0.0.1",
            "bindacqaddress 2001:db8::1",
            "bindacqaddress 10.0.0.2",
            "opencommands sources",
            "opencommands tracking",
            "driftfile /a interval 5",
            "driftfile /b");
    assertThat(config.command().port()).isEqualTo(2);
    assertThat(config.sources().initialStep()).isEqualTo(new InitialStep(20, List.of("c")));
    assertThat(config.acquisition().address4().getHostAddress()).isEqualTo("10.0.0.2");
    assertThat(config.acquisition().address6().getHostAddress()).isEqualTo("2001:db8:0:0:0:0:0:1");
    assertThat(config.command().open()).containsExactly(OpenCommand.TRACKING);
    assertThat(config.clock().driftFile()).isEqualTo("/b");
    assertThat(config.discipline().driftInterval()).isEqualTo(3600);
  }

  @Test
  void someDirectivesAddUp() {
    DaemonConfig config =
        config(
            "server a",
            "pool b",
            "log tracking",
            "log statistics",
            "log",
            "cmdallow 10",
            "cmddeny all 10.1.2.3",
            "cmdallow",
            "cmdallow host.example");
    assertThat(config.sources().lines()).extracting(SourceLine::name).containsExactly("a", "b");
    assertThat(config.log().logs())
        .containsExactlyInAnyOrder(LogConfig.Log.TRACKING, LogConfig.Log.STATISTICS);
    assertThat(config.command().access())
        .containsExactly(
            rule(true, false, prefix("10.0.0.0", 8), 6),
            rule(false, true, prefix("10.1.2.3", 32), 7),
            rule(true, false, new Subnet.Everything(), 8),
            rule(true, false, new Subnet.Host("host.example"), 9));
  }

  private static AccessRule rule(boolean allow, boolean all, Subnet subnet, int line) {
    return new AccessRule(allow, all, subnet, new AccessRule.Place("c", line));
  }

  private static Subnet prefix(String address, int bits) {
    return new Subnet.Prefix(IpLiteral.parse(address).orElseThrow(), bits);
  }

  @Test
  void readsSelectionDirectives() {
    assertThat(
            config(
                    "combinelimit 4",
                    "maxdistance 5",
                    "maxjitter 6",
                    "minstratum 1",
                    "maxstratum 7",
                    "minsources 2",
                    "reselectdist 0.25",
                    "stratumweight 0.5",
                    "maxclockerror 10",
                    "authselectmode Require")
                .selection())
        .isEqualTo(
            new SelectionConfig(4, 5, 6, 1, 7, 2, 0.25, 0.5, 10e-6, AuthenticationPolicy.REQUIRE));
  }

  @Test
  void readsClockDirectives() {
    assertThat(
            config(
                    "makestep 0.5 -1",
                    "maxchange 1000 1 2",
                    "maxupdateskew -10",
                    "maxslewrate 500",
                    "corrtimeratio 4",
                    "maxdrift 200000",
                    "maxclockerror 10",
                    "logchange 0.5",
                    "leapsecmode slew",
                    "driftfile /d interval 60",
                    "fallbackdrift 16 19",
                    "rtcsync")
                .discipline())
        .isEqualTo(
            new DisciplineConfig(
                0.5,
                -1,
                1000,
                1,
                2,
                10e-6,
                500e-6,
                4,
                0.1,
                10e-6,
                0.5,
                LeapMode.SLEW,
                60,
                16,
                19,
                true,
                true));
    assertThat(config("clockprecision 5").clock().precision()).isEqualTo(1);
    assertThat(config("tempcomp /t 0 1 2 3 4").clock().temperature())
        .isEqualTo(new TemperatureCompensation.Polynomial("/t", 1, 1, 2, 3, 4));
    assertThat(config("tempcomp /t 30 /p").clock().temperature())
        .isEqualTo(new TemperatureCompensation.Points("/t", 30, "/p"));
  }

  @Test
  void warnsOfLogsWithoutEffect() {
    assertThat(problems(parse("log tracking rtc", "log rtc")))
        .containsExactly("c:1:14: warning: log 'rtc' has no effect yet");
  }

  @Test
  void aSlashTurnsPathsOff() {
    DaemonConfig config = config("pidfile /", "bindcmdaddress /");
    assertThat(config.process().pidFile()).isEmpty();
    assertThat(config.command().socket()).isEmpty();
    assertThat(config.command().address4().isLoopbackAddress()).isTrue();
  }

  @Test
  void includesFilesWhereTheyAreNamed() {
    TextFiles files =
        new TextFiles()
            .with("c", "server a", "include /d/*.conf", "server z")
            .with("/d/2.conf", "server c")
            .with("/d/1.conf", "# one", "server b")
            .with("/d/.hidden.conf", "server h")
            .with("/d/3.txt", "server t");
    assertThat(ConfigParser.parseFile("c", files).directives())
        .containsExactly("server a", "server b", "server c", "server z");
  }

  @Test
  void namesTheIncludedFileInMessages() {
    TextFiles files = new TextFiles().with("c", "include /d").with("/d", "", "foo");
    assertThat(problems(ConfigParser.parseFile("c", files)))
        .containsExactly("/d:2:1: error: there is no directive 'foo'");
  }

  @Test
  void aMissingIncludeIsAnErrorOfTheLineThatNamesIt() {
    assertThat(problems(parse("include  /none", "include /none/*")))
        .containsExactly("c:1:10: error: cannot read '/none': no such file");
  }

  @Test
  void allowsTenLevelsOfIncludedFiles() {
    TextFiles files = new TextFiles();
    for (int i = 1; i < 10; i++) {
      files.with("f" + i, "include f" + (i + 1));
    }
    files.with("f10", "server a");
    assertThat(ConfigParser.parseFile("f1", files).problems()).isEmpty();
    files.with("f10", "include f11").with("f11", "server a");
    assertThat(problems(ConfigParser.parseFile("f1", files)))
        .containsExactly("f10:1:9: error: files include each other more than 10 levels deep");
  }

  @Test
  void aFileThatIncludesItselfOftenIsToldOnce() {
    String[] lines = new String[100];
    Arrays.fill(lines, "include c");
    assertThat(parse(lines).problems()).hasSize(1);
  }

  @Test
  void ofEqualNamesInDirectoriesTheFirstCounts() {
    TextFiles files =
        new TextFiles()
            .with("c", "confdir /a /none /b")
            .with("/a/20.conf", "server a20")
            .with("/b/10.conf", "server b10")
            .with("/b/20.conf", "server b20")
            .with("/b/30.sources", "server b30");
    assertThat(ConfigParser.parseFile("c", files).directives())
        .containsExactly("server b10", "server a20");
  }

  @Test
  void defaultsOfSamplesReachSourcesOnAnyLine() {
    DaemonConfig config =
        config(
            "server a",
            "server b minsamples 3 maxsamples 4",
            "minsamples 10",
            "maxsamples 20",
            "maxclockerror 5");
    assertThat(config.sources().lines().getFirst().samples().minSamples()).isEqualTo(10);
    assertThat(config.sources().lines().getFirst().samples().maxSamples()).isEqualTo(20);
    assertThat(config.sources().lines().getLast().samples().minSamples()).isEqualTo(3);
    assertThat(config.sources().lines().getLast().samples().maxSamples()).isEqualTo(4);
    assertThat(config.sources().lines().getFirst().association().maxClockError()).isEqualTo(5e-6);
  }

  @Test
  void refusesDirectivesThatExcludeEachOther() {
    assertThat(parse("rtcsync", "rtcfile /x").hasErrors()).isTrue();
    assertThat(parse("noclientlog", "cmdratelimit").hasErrors()).isTrue();
    assertThat(parse("refclock RTC /dev/rtc", "rtcsync").hasErrors()).isTrue();
    assertThat(parse("refclock RTC /dev/rtc").hasErrors()).isFalse();
    assertThat(parse("refclock SHM 0 tai").hasErrors()).isTrue();
    assertThat(parse("refclock SHM 0 tai", "leapseclist /l").hasErrors()).isFalse();
    assertThat(parse("ntsservercert /c").hasErrors()).isTrue();
    assertThat(parse("ntsserverkey /k", "ntsservercert /c").hasErrors()).isFalse();
  }

  @Test
  void countsTheDirectivesUpToTheFirstError() {
    assertThat(parse("server a", "foo", "server b").untilError()).isEqualTo(2);
    assertThat(parse("server a", "server b").untilError()).isEqualTo(2);
  }

  @Test
  void printedDirectivesMeanTheSame() {
    TextFiles files =
        new TextFiles()
            .with(
                "c", "include /d/*", "Server  x  key 5\tminpoll 3", "log tracking", "makestep 1 3")
            .with("/d/1", "cmdport 7", "allow 10/8", "# no", "sourcedir /s /t", "dscp 46");
    ConfigResult first = ConfigParser.parseFile("c", files);
    ConfigResult again = ConfigParser.parseArguments(first.directives(), new TextFiles());
    assertThat(first.hasErrors()).isFalse();
    assertThat(again.config()).isEqualTo(first.config());
    assertThat(again.directives()).isEqualTo(first.directives());
  }

  @Test
  void asAClientOnlyOpensNothing() {
    DaemonConfig config = config("port 123", "cmdport 323").clientOnly();
    assertThat(config.server().port()).isZero();
    assertThat(config.command().port()).isZero();
    assertThat(config.command().socket()).isEmpty();
    assertThat(config.process().pidFile()).isEmpty();
    assertThat(config("pidfile /p").clientOnly().process().pidFile()).isEqualTo("/p");
  }
}
