// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every directive, chrony's and our own, with arguments that it takes and arguments that it does
/// not.
class DirectiveCatalogueTest {

  private static final String MANY = "1 2 3 4 5 6 7 8 9 10 11";

  /// `name: valid | valid ; invalid | invalid`; "-" stands for no argument.
  private static final String TABLE =
      """
      acquisitionport: 0 | 65535 ; x | - | 65536 | 1 2
      allow: - | all | all 10 | 10.1 | 10.1.2/22 | 1.2.3.4 | ::/0 | 0/0 | host.example \
      ; 10/33 | 256 | 10.1.2.3.4 | 1.2 3.4 | all 1.2 3 | 1.2 all | 2001:db8::/129 | host/8
      authselectmode: mix | REQUIRE | prefer | ignore ; foo | - | mix x
      bindacqaddress: 127.0.0.1 | ::1 ; localhost | 1.2.3 | 1.2.3.256 | 01.2.3.4 | 1.2.3.4 5
      bindacqdevice: eth0 ; eth0 eth1
      bindaddress: 0.0.0.0 | 2001:db8::1 ; x
      bindcmdaddress: / | /run/x.sock | 127.0.0.1 ; x | -
      bindcmddevice: lo ; -
      binddevice: lo ; -
      broadcast: 60 192.168.1.255 | 60 192.168.1.255 123 | 60 192.168.1.255 key 1 \
      | 60 192.168.1.255 123 key 1 ; 60 192.168.1.255 key | 60 192.168.1.255 key 0 | 60 | 60 host | x 192.168.1.255 \
      | 60 192.168.1.255 123 4 | 60 192.168.1.255 x | 60 192.168.1.255 0 | 60 192.168.1.255 65536
      broadcastclient: key 1 | - | key 1 prefer ; foo | key 0
      clientloglimit: 1000 | 10x ; - | x | -5
      clockprecision: 1e-7 | 0 ; x | -
      cmdallow: - | all | 1.2.3.4 ; 256 | a b
      cmddeny: all | 10/8 ; 10/99
      cmdport: 0 | 323 ; 65536 | 12 3 | 99999999999999999999 | 12x
      cmdratelimit: - | interval 3 burst 4 leak 2 | burst 64 ; burst 6x | kod 1
      combinelimit: 3 | 3x | inf | 0x10 | 0x1.8p1 | .5 | 5. | 1e-3 | +3 ; x3 | - | . | nan
      commandkey: - | a b c ;
      confdir: /none | 1 2 3 4 5 6 7 8 9 10 ; - | MANY
      corrtimeratio: 3 ; x
      deny: - | 192.168.1.5 ; 1.2.3.4/-1
      driftfile: /x | /x interval 10 ; - | /x interval | /x interval 10 20 | /x foo 10 \
      | /x interval 1.5
      dscp: 0 | 63 ; 64 | x
      dumpdir: /x ; -
      dumponexit: - ;
      fallbackdrift: 16 19 | 16 19x ; 16 | 16x 19 | 16.5 19 | a 1
      generatecommandkey: - ;
      hwclockfile: /etc/adjtime ; -
      hwtimestamp: * | eth0 minpoll 0 maxpoll 1 txcomp 1e-6 rxcomp 1e-6 nocrossts rxfilter ptp \
      precision 1e-7 minsamples 2 maxsamples 8 | eth0 RXFILTER All \
      ; - | eth0 foo | eth0 rxfilter foo | eth0 rxfilter
      hwtstimeout: 0.1 ; x
      include: /none* ; - | /none
      initstepslew: 10 | 10 127.0.0.1 host | 10x ; - | x
      keyfile: /etc/keys ; a b
      leapsecmode: system | STEP | slew | ignore ; slow | -
      leapseclist: /x ; -
      leapsmear: - | cosine | linear window 86400 before | window 7200 after | COSINE centre \
      ; window | window 1999 | window 172801 | window 1e5 | quadratic | linear window 7200 after x
      leapsectz: right/UTC ; -
      linux_freq_scale: 1.0 ;
      linux_hz: 100 ;
      local: - | stratum 10 | orphan distance 0.1 activate 0.5 waitsynced 3 waitunsynced 4 \
      ; stratum 0 | stratum 16 | stratum 10x | distance 1x | foo
      lock_all: - ; 1
      log: - | tracking | rawmeasurements measurements selection statistics tracking rtc \
      refclocks tempcomp ; Tracking | foo
      logbanner: 0 | 32 ; -1 | x
      logchange: 0.5 ; 0.5 0.6
      logdir: /x ; -
      mailonchange: root@localhost 0.5 ; root@localhost | root@localhost x
      makestep: 1 3 | 0.1 -1 | 1 3.5 ; 1 | x 3 | 1x 3 | 1 x | 1 3 5
      manual: - ; 1
      maxchange: 1000 1 2 | 1000 1 2.5 ; 1000 1 | 1000 1 2 3 | 1000 1.5 2
      maxclockerror: 1 ; x
      maxdistance: 3 ; x
      maxdrift: 500 ; x
      maxjitter: 1 ; x
      maxntsconnections: 10 ; 0
      maxsamples: 0 | 10 ; -1
      maxslewrate: 500 ; x
      maxstratum: 16 ; 10 5
      maxtxbuffers: 0 | 1048576 ; 1048577
      maxupdateskew: 100.0 ; x
      minsamples: 10 ; -1
      minsources: 1 ; 0
      minstratum: 0 ; x
      multicastclient: 224.0.1.1 key 1 | FF05::101 noselect ; - | 10.0.0.1 | foo | key 1
      nocerttimecheck: 1 ; -
      noclientlog: - ; 1
      nosystemcert: - ; 1
      ntpq: on | off ; - | maybe | on off
      ntpsigndsocket: /x ; -
      ntsaeads: - | 30 15 ; x | -1
      ntscachedir: /x ; -
      ntsdumpdir: /x ; -
      ntsntpserver: foo ; -
      ntsport: 4460 ; 65536
      ntsprocesses: 2 ; 1001
      ntsratelimit: interval 3 ; kod 1
      ntsrefresh: 10 ; -1
      ntsrotate: 0 ; -1
      ntsservercert: /x ; -
      ntsserverkey: /x ; -
      ntstrustedcerts: /x | 1 /x ; x /x | 1 2 3 | -1 /x
      opencommands: - | tracking SOURCES ; foo
      peer: 10.0.0.1 | 10.0.0.1 key 1 ; - | 10.0.0.1 foo
      pidfile: /x | / ; -
      pool: foo iburst maxsources 4 ; - | foo maxsources 0 | foo maxsources
      port: 0 | 123 ; -1 | 65536
      ptpdomain: 255 ; 256
      ptpport: 319 ; 70000
      ratelimit: - | interval 1 burst 16 leak 2 kod 1 ; interval | interval 1.5 | foo 1
      refclock: SHM 0 refid GPS | SHM 0:perm=0644 offset 0.1 delay 0.2 stratum 15 filter 0 \
      | PPS /dev/pps0:clear lock GPS rate 1 pps | PHC /dev/ptp0:extpps:pin=1 poll 0 dpoll -2 \
      | SOCK /x | RTC /dev/rtc0:utc local \
      ; SHM | GPS 0 | SHM 0:foo | SHM 0 refid GPSSS | SHM 0 lock GPSSS | SHM 0 rate 0 | SHM 0 foo \
      | SHM 0 poll | SHM 0 poll 33 | SHM 0 stratum 16
      refresh: 10 ; -1
      reselectdist: 1e-4 ; x
      rtcautotrim: 30 ; x
      rtcdevice: /dev/rtc1 ; -
      rtcfile: /x ; -
      rtconutc: - ; 1
      rtcsync: - ; 1
      sched_priority: 0 | 100 ; 101
      server: 10.0.0.1 | foo iburst minpoll 4 maxpoll 6 | foo maxdelay 1e-3 | foo minstratum 16 \
      | foo extfield F323 extfield 0x10a | foo key 4294967295 nts ntsport 4460 certset 1 \
      | foo burst offline auto_offline prefer noselect trust require xleave copy ipv4 ipv6 \
      | foo maxdelayratio 2 maxdelaydevratio 3 maxdelayquant 0.5 mindelay 0.1 asymmetry 0.5 \
      offset 0.1 minsamples 6 maxsamples 10 maxunreach 5 filter 5 polltarget 8 presend 9 version 3 \
      ; - | foo bogus | foo # comment | foo minpoll 4x | foo minpoll | foo maxdelay x \
      | foo minsamples -1 | foo filter -1 | foo polltarget 0 | foo presend 33 | foo minstratum 17 \
      | foo version 0 | foo version 5 | foo extfield 1 | foo extfield | foo key 0 \
      | foo key 4294967296 | foo key -1 | foo port 65536 | foo certset -1
      serveraffinity: 0 | 3 | 0 1 2 1023 ; - | x | -1 | 1024 | 0 1,2
      serverthreads: 1 | 256 ; - | 0 | 257 | x | 1 2
      smoothtime: 400 0.01 | 400 0.01 leaponly | 400 0.01x ; 400 | 400 0.01 foo | x 0.01 | 400x 0.01
      sourcedir: /x | /x /y | MANY ; -
      stratumweight: 0.001 ; x
      tempcomp: /x 30 26000 0.0 0.000183 0.0 | /x 30 /y | /x 30x /y | /x 30 26000 0 1 0x \
      ; /x 30 | /x 30 1 2 | /x 30 1 2 3 4 5 | /x x /y | /x 30 26000 0 x 0
      user: chrony ; -
      xdp: eth0 | eth0 eth1 ; -
      """
          .replace("MANY", MANY);

  private record Row(List<String> valid, List<String> invalid) {}

  private static Map<String, Row> rows() {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (String line : TABLE.lines().toList()) {
      int colon = line.indexOf(": ");
      String[] halves = line.substring(colon + 2).split(";", -1);
      String name = line.substring(0, colon);
      rows.put(name, new Row(split(name, halves[0]), split(name, halves[1])));
    }
    return rows;
  }

  private static List<String> split(String name, String alternatives) {
    return Arrays.stream(alternatives.split(" \\| | \\|$|^\\| "))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(text -> text.equals("-") ? name : name + " " + text)
        .toList();
  }

  static Stream<String> valid() {
    return rows().values().stream().flatMap(row -> row.valid().stream());
  }

  static Stream<String> invalid() {
    return rows().values().stream().flatMap(row -> row.invalid().stream());
  }

  static ConfigResult parse(String line) {
    return ConfigParser.parseArguments(List.of(line), new TextFiles());
  }

  @ParameterizedTest
  @MethodSource("valid")
  void takes(String line) {
    ConfigResult result = parse(line);
    // A certificate without its key is right as a line, as is leapsmear without leapsecmode.
    assertThat(result.problems().stream().filter(ConfigProblem::isError))
        .filteredOn(problem -> !problem.message().contains("certificates but"))
        .filteredOn(problem -> !problem.message().contains("cannot work with leapsecmode"))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void refuses(String line) {
    List<ConfigProblem> problems = parse(line).problems();
    assertThat(problems).hasSizeBetween(1, 2).allMatch(ConfigProblem::isError);
    assertThat(problems.getFirst().column()).isBetween(1, line.length());
  }

  @Test
  void knowsEveryDirectiveAndEachIsTested() {
    assertThat(ConfigParser.table(new TextFiles()).names())
        .containsExactlyInAnyOrderElementsOf(rows().keySet());
  }

  @Test
  void warnsExactlyOnceOfEachDirectiveWithoutEffect() {
    DirectiveTable table = ConfigParser.table(new TextFiles());
    List<String> seen = new ArrayList<>();
    rows()
        .forEach((name, row) -> {
          String line = row.valid().getFirst();
          Directive.State state = table.find(name).orElseThrow().state();
          List<ConfigProblem> warnings =
              ConfigParser.parseArguments(List.of(line, line), new TextFiles()).problems().stream()
                  .filter(problem -> !problem.isError())
                  .toList();
          if (state == Directive.State.SUPPORTED) {
            assertThat(warnings).as(line).isEmpty();
          } else {
            assertThat(warnings).as(line).hasSize(1);
            assertThat(warnings.getFirst().message()).contains("'" + name + "'");
            seen.add(name);
          }
        });
    assertThat(seen).contains("ntsratelimit", "maxtxbuffers", "linux_hz").hasSizeGreaterThan(20);
  }
}
