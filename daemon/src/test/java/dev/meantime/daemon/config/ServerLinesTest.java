// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.meantime.daemon.config.AccessRule.Place;
import dev.meantime.daemon.config.AccessRule.Subnet;
import dev.meantime.daemon.config.ServerConfig.Broadcast;
import dev.meantime.daemon.config.ServerConfig.NtpqAnswers;
import dev.meantime.daemon.config.ServerConfig.Workers;
import dev.meantime.engine.respond.AccessTable;
import dev.meantime.engine.respond.RateLimit;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the directives of the server come to.
class ServerLinesTest {

  private static ConfigResult parse(String... lines) {
    return ConfigParser.parseFile("c", new TextFiles().with("c", lines));
  }

  private static List<String> problems(String... lines) {
    return parse(lines).problems().stream().map(ConfigProblem::toString).toList();
  }

  private static DaemonConfig config(String... lines) {
    ConfigResult result = parse(lines);
    assertThat(result.problems().stream().filter(ConfigProblem::isError)).isEmpty();
    return result.config();
  }

  private static ServerConfig server(String... lines) {
    return config(lines).server();
  }

  private static RateLimit limit(String... lines) {
    return server(lines).rateLimit();
  }

  @Test
  void ntpqIsAnsweredWithTheServerUnlessToldOtherwise() {
    assertThat(server().ntpq()).isEqualTo(NtpqAnswers.WITH_SERVER);
    assertThat(server("ntpq on").ntpq()).isEqualTo(NtpqAnswers.ALWAYS);
    assertThat(server("ntpq on", "ntpq OFF").ntpq()).isEqualTo(NtpqAnswers.NEVER);
    assertThat(problems("ntpq maybe"))
        .singleElement(STRING)
        .startsWith("c:1:6: error: 'maybe' is neither 'on' nor 'off'");
  }

  @Test
  void hasEffectWithoutAWarning() {
    assertThat(
            problems(
                "port 1123",
                "bindaddress 192.0.2.1",
                "binddevice eth0",
                "allow 10/8",
                "deny 10.1",
                "ratelimit",
                "cmdratelimit",
                "clientloglimit 1000000",
                "broadcast 60 192.0.2.255",
                "dscp 46",
                "serverthreads 2",
                "serveraffinity 0 1",
                "xdp eth0"))
        .isEmpty();
  }

  @Test
  void opensWhereItIsTold() {
    ServerConfig server =
        server("port 1123", "bindaddress 192.0.2.1", "bindaddress 2001:db8::1", "binddevice eth0");
    assertThat(server.port()).isEqualTo(1123);
    assertThat(server.address4()).isEqualTo(InetAddress.ofLiteral("192.0.2.1"));
    assertThat(server.address6()).isEqualTo(InetAddress.ofLiteral("2001:db8::1"));
    assertThat(server.device()).isEqualTo("eth0");
  }

  @Test
  void keepsThePlaceOfEachRule() {
    List<AccessRule> access =
        server("# first", "allow", "deny all 10.1", "allow host.example").access();
    assertThat(access)
        .extracting(AccessRule::place)
        .extracting(Place::line)
        .containsExactly(2, 3, 4);
    assertThat(access)
        .containsExactly(
            new AccessRule(true, false, new Subnet.Everything(), new Place("c", 2)),
            new AccessRule(
                false,
                true,
                new Subnet.Prefix(InetAddress.ofLiteral("10.1.0.0"), 16),
                new Place("c", 3)),
            new AccessRule(true, false, new Subnet.Host("host.example"), new Place("c", 4)));
    assertThat(new Place("", 3)).hasToString("argument 3");
    assertThat(new Place("/etc/chrony.conf", 3)).hasToString("/etc/chrony.conf:3");
  }

  @Test
  void shortFormsAreNets() {
    assertThat(server("allow 10", "allow 10.1", "allow 10.1.2", "allow 10.1/12", "allow 0/0"))
        .extracting(ServerConfig::access)
        .isEqualTo(
            List.of(
                net("10.0.0.0", 8, 1),
                net("10.1.0.0", 16, 2),
                net("10.1.2.0", 24, 3),
                net("10.1.0.0", 12, 4),
                net("0.0.0.0", 0, 5)));
  }

  private static AccessRule net(String address, int bits, int line) {
    return new AccessRule(
        true, false, new Subnet.Prefix(InetAddress.ofLiteral(address), bits), new Place("c", line));
  }

  @Test
  void rulesComeToATableOfMappedAddresses() {
    AccessRule rule = net("192.0.2.77", 24, 1);
    assertThat(rule.forTable())
        .containsExactly(new AccessTable.Rule(0, 0xffff_c000_0200L, 120, true, false));
    AccessRule all = new AccessRule(false, true, new Subnet.Everything(), new Place("c", 1));
    assertThat(all.forTable())
        .containsExactly(
            new AccessTable.Rule(0, 0xffff_0000_0000L, 96, false, true),
            new AccessTable.Rule(0, 0, 0, false, true));
    AccessRule host = new AccessRule(true, false, new Subnet.Host("h"), new Place("c", 1));
    assertThat(host.forTable()).isEmpty();
    assertThat(host.resolved(InetAddress.ofLiteral("2001:db8::1")).forTable())
        .containsExactly(new AccessTable.Rule(0x2001_0db8_0000_0000L, 1, 128, true, false));
  }

  @Test
  void limitsRatesOnlyWhenAsked() {
    assertThat(limit()).isEqualTo(new RateLimit(false, 3, 8, 2, 0));
    assertThat(limit("ratelimit")).isEqualTo(new RateLimit(true, 3, 8, 2, 0));
    assertThat(limit("ratelimit interval 1 burst 16 leak 3 kod 2"))
        .isEqualTo(new RateLimit(true, 1, 16, 3, 2));
    assertThat(config().command().rateLimit()).isEqualTo(new RateLimit(false, -4, 8, 2, 0));
    assertThat(config("cmdratelimit interval -2").command().rateLimit())
        .isEqualTo(new RateLimit(true, -2, 8, 2, 0));
  }

  @Test
  void bringsRatesIntoTheRangeOfTheirEffect() {
    assertThat(limit("ratelimit interval -32 burst -1 leak 0 kod -1"))
        .isEqualTo(new RateLimit(true, -19, 1, 1, 0));
    assertThat(limit("ratelimit interval 32 burst 32 leak 32 kod 32"))
        .isEqualTo(new RateLimit(true, 12, 32, 4, 4));
    assertThat(limit("ratelimit burst 64").burst()).isEqualTo(64);
    assertThat(limit("ratelimit burst 1000").burst()).isEqualTo(255);
  }

  @Test
  void aSecondRateLimitChangesWhatItNames() {
    assertThat(limit("ratelimit interval 5 burst 4", "ratelimit burst 6"))
        .isEqualTo(new RateLimit(true, 5, 6, 2, 0));
  }

  @Test
  void aRateLimitNeedsTheLogOfClients() {
    assertThat(problems("ratelimit interval 2", "noclientlog", "cmdratelimit"))
        .containsExactly(
            "c:1:1: error: 'ratelimit' cannot be used with 'noclientlog' (limiting rates needs the"
                + " log of clients: remove noclientlog)",
            "c:3:1: error: 'cmdratelimit' cannot be used with 'noclientlog' (limiting rates needs"
                + " the log of clients: remove noclientlog)");
  }

  @Test
  void remembersClientsUnlessToldNotTo() {
    assertThat(server().clientLogLimit()).isEqualTo(524_288);
    assertThat(server("clientloglimit 1000").clientLogLimit()).isEqualTo(1000);
    assertThat(server("clientloglimit 0").clientLogLimit()).isPositive();
    assertThat(server("clientloglimit 1000", "noclientlog").clientLogLimit()).isZero();
  }

  @Test
  void broadcastsAddUp() {
    assertThat(
            server(
                    "broadcast 30 192.0.2.255",
                    "broadcast 0 ff02::101 1123",
                    "broadcast 2000000000 192.0.2.255",
                    "broadcast 64 192.0.2.255 key 4294967295",
                    "broadcast 64 192.0.2.255 1123 key 1")
                .broadcasts())
        .containsExactly(
            new Broadcast(30, address("192.0.2.255", 123), 0),
            new Broadcast(1, address("ff02::101", 1123), 0),
            new Broadcast(1 << 24, address("192.0.2.255", 123), 0),
            new Broadcast(64, address("192.0.2.255", 123), 0xffff_ffffL),
            new Broadcast(64, address("192.0.2.255", 1123), 1));
  }

  private static InetSocketAddress address(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }

  @Test
  void threadsAndTheirProcessors() {
    assertThat(server().workers()).isEqualTo(new Workers(1, List.of(), List.of()));
    assertThat(
            server(
                    "serverthreads 3",
                    "serveraffinity 7",
                    "serveraffinity 0 2 4",
                    "xdp eth0 eth1",
                    "xdp eth1 eth2")
                .workers())
        .isEqualTo(new Workers(3, List.of(0, 2, 4), List.of("eth0", "eth1", "eth2")));
  }

  @Test
  void namesTheFirstProcessorThatHasNoThread() {
    assertThat(problems("serveraffinity 0 1", "serverthreads 1"))
        .containsExactly(
            "c:1:18: warning: there are fewer threads than processors: no thread is bound to this"
                + " one (add serverthreads 2)");
    assertThat(problems("serveraffinity 0 1", "serverthreads 2")).isEmpty();
    assertThat(problems("serveraffinity 0", "serverthreads 2")).isEmpty();
  }

  @Test
  void readsHardwareTimestamping() {
    TimestampingConfig timestamping =
        config(
                "hwtimestamp *",
                "hwtimestamp eth0 minpoll 1 maxpoll 3 minsamples 4 maxsamples 8 precision 1e-8"
                    + " txcomp 1e-6 rxcomp 2e-6 nocrossts rxfilter PTP",
                "hwtimestamp eth1 minpoll -9 maxpoll 30 minsamples 70 maxsamples 0",
                "maxtxbuffers 64",
                "hwtstimeout 0.01")
            .timestamping();
    assertThat(timestamping.hardware())
        .containsExactly(
            new HardwareTimestamping(
                HardwareTimestamping.ANY, 0, 1, 2, 16, 1e-7, 0, 0, true, Optional.empty()),
            new HardwareTimestamping(
                "eth0",
                1,
                3,
                4,
                8,
                1e-8,
                1e-6,
                2e-6,
                false,
                Optional.of(HardwareTimestamping.Filter.PTP)),
            new HardwareTimestamping("eth1", -6, 20, 64, 64, 1e-7, 0, 0, true, Optional.empty()));
    assertThat(timestamping.transmitBuffers()).isEqualTo(64);
    assertThat(timestamping.hardwareTimeout()).isEqualTo(0.01);
  }

  @Test
  void tellsEveryMistakeAtOnce() {
    assertThat(
            problems(
                "allow 10.1.2.3/33",
                "ratelimit burst 6x",
                "broadcast 60 192.0.2.255 70000",
                "serverthreads 0",
                "serveraffinity 0,1",
                "xdp",
                "hwtimestamp eth0 rxfilter all txcmp 1"))
        .containsExactly(
            "c:1:16: error: '33' is not a prefix length (allowed: 0 to 32)",
            "c:2:17: error: '6x' is not a whole number",
            "c:3:26: error: 70000 is out of range (allowed: 1 to 65535)",
            "c:4:15: error: 0 is out of range (allowed: 1 to 256)",
            "c:5:16: error: '0,1' is not a whole number (allowed: 0 to 1023)",
            "c:6:1: error: arguments of 'xdp' are missing (usage: xdp INTERFACE...)",
            "c:7:31: error: 'hwtimestamp' has no option 'txcmp' (did you mean 'txcomp'?)",
            "c:7:37: error: 'hwtimestamp' has no option '1'");
  }

  @Test
  void aLineWithAnErrorIsNotWarnedOfBesides() {
    assertThat(problems("maxtxbuffers x", "maxtxbuffers 1"))
        .hasSize(2)
        .first(STRING)
        .startsWith("c:1:14: error:");
    assertThat(problems("smoothtime x 0", "smoothtime 0 0"))
        .containsExactly(
            "c:1:12: error: 'x' is not a number (like 2, 0.5 or 1e-6)",
            "c:2:12: warning: 'smoothtime' has no effect with a limit that is not above 0 (like"
                + " 'smoothtime 400 0.01')");
  }

  @Test
  void servesNobodyWhenItOnlyMeasures() {
    DaemonConfig only = config("allow", "serverthreads 2", "cmdallow", "cmdratelimit").clientOnly();
    assertThat(only.server().port()).isZero();
    assertThat(only.server().servesAnyone()).isFalse();
    assertThat(only.command().port()).isZero();
    assertThat(only.command().socket()).isEmpty();
  }
}
