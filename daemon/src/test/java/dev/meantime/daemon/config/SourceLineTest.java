// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.config.SourceLine.SampleOptions;
import dev.meantime.daemon.config.SourceLine.SourceAuthentication;
import dev.meantime.engine.association.AssociationOptions;
import dev.meantime.engine.select.SelectionOptions;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceLineTest {

  private static SourceLine parse(String line) {
    ConfigResult result = ConfigParser.parseArguments(List.of(line), new TextFiles());
    assertThat(result.hasErrors()).as(line).isFalse();
    return result.config().sources().lines().getFirst();
  }

  private static AssociationOptions association(String options) {
    return parse("server a " + options).association();
  }

  @Test
  void withoutOptionsHasTheDefaultsOfChrony() {
    assertThat(parse("server a"))
        .isEqualTo(
            new SourceLine(
                SourceLine.Kind.SERVER,
                "a",
                123,
                AddressFamily.ANY,
                4,
                AssociationOptions.DEFAULT,
                SelectionOptions.NONE,
                SampleOptions.DEFAULT,
                SourceAuthentication.NONE));
  }

  @Test
  void takesEveryOption() {
    SourceLine line =
        parse(
            "pool a minpoll 4 maxpoll 6 iburst burst offline auto_offline maxdelay 0.5"
                + " maxdelayratio 2 maxdelaydevratio 3 maxdelayquant 0.25 mindelay 0.125 offset -1"
                + " filter 5 polltarget 12 presend 9 minstratum 3 version 3 copy port 1234 ipv6"
                + " maxsources 99 noselect prefer trust require minsamples 7 maxsamples 8"
                + " asymmetry -0.25 maxunreach 11 key 42 nts ntsport 4461 certset 2 xleave"
                + " extfield F324 extfield F323");
    assertThat(line.association())
        .isEqualTo(
            new AssociationOptions(
                4, 6, true, true, false, true, 0.5, 2, 3, 0.25, 0.125, -1, 5, 12, 9, 3, 3, true,
                1e-6, true, true, true));
    assertThat(line.selection()).isEqualTo(new SelectionOptions(true, true, true, true));
    assertThat(line.samples()).isEqualTo(new SampleOptions(7, 8, 0.125, -0.25, 11));
    assertThat(line.authentication()).isEqualTo(new SourceAuthentication(42, true, 4461, 2));
    assertThat(line.port()).isEqualTo(1234);
    assertThat(line.family()).isEqualTo(AddressFamily.IPV6);
    assertThat(line.maxSources()).isEqualTo(16);
  }

  @Test
  void bringsPollIntervalsIntoTheirRange() {
    assertThat(association("minpoll -8").minPoll()).isEqualTo(6);
    assertThat(association("minpoll -7").minPoll()).isEqualTo(-7);
    assertThat(association("minpoll 99").minPoll()).isEqualTo(24);
    assertThat(association("minpoll 99").maxPoll()).isEqualTo(24);
    assertThat(association("maxpoll -8").maxPoll()).isEqualTo(10);
    assertThat(association("maxpoll 25").maxPoll()).isEqualTo(24);
    assertThat(association("minpoll 8 maxpoll 5").maxPoll()).isEqualTo(8);
  }

  @Test
  void bringsOtherValuesIntoTheirRange() {
    assertThat(association("maxdelay 5000").maxDelay()).isEqualTo(1000);
    assertThat(association("maxdelay -1").maxDelay()).isZero();
    assertThat(association("maxdelayquant 0.99").maxDelayQuantile()).isEqualTo(0.95);
    assertThat(association("maxdelayquant 0.01").maxDelayQuantile()).isEqualTo(0.05);
    assertThat(association("maxdelayquant -1").maxDelayQuantile()).isZero();
    assertThat(association("minstratum 16").minStratum()).isEqualTo(15);
    assertThat(association("filter 1000").filter()).isEqualTo(256);
    assertThat(parse("server a asymmetry 0.7").samples().isAsymmetryAutomatic()).isTrue();
    assertThat(parse("server a asymmetry 0.5").samples().isAsymmetryAutomatic()).isFalse();
  }

  @Test
  void warnsOfOptionsWithoutEffect() {
    ConfigResult result =
        ConfigParser.parseArguments(
            List.of("server a xleave nts extfield F323", "server b xleave nts"), new TextFiles());
    assertThat(result.problems())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "argument 1:17: warning: option 'nts' has no effect yet (the source is not used, rather"
                + " than without protection)");
  }

  @Test
  void broadcastersWithoutAKeyAreWarnedOf() {
    ConfigResult result =
        ConfigParser.parseArguments(
            List.of("broadcastclient", "multicastclient 224.0.1.1 key 3", "broadcastclient"),
            new TextFiles());
    assertThat(result.problems())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "argument 1:1: warning: without a key, anybody on the network can set the clock (give"
                + " the servers and this line a key: broadcastclient ... key ID)");
    List<SourceLine> lines = result.config().sources().lines();
    assertThat(lines).extracting(SourceLine::kind).containsOnly(SourceLine.Kind.BROADCAST);
    assertThat(lines)
        .extracting(SourceLine::name)
        .containsExactly("broadcast", "224.0.1.1", "broadcast");
    assertThat(lines.get(0).multicastGroup()).isEmpty();
    assertThat(lines.get(1).multicastGroup()).contains(InetAddress.ofLiteral("224.0.1.1"));
    assertThat(lines.get(1).authentication().keyId()).isEqualTo(3);
  }

  @Test
  void linesThatAskForTheSameAreEqual() {
    assertThat(parse("server  a   iburst minpoll 6")).isEqualTo(parse("SERVER a minpoll 6 iburst"));
    assertThat(parse("server a")).isNotEqualTo(parse("pool a"));
  }
}
