// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.systemtests.ServerUnderTest.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `allow` and `deny`, in the file and at run time, told by who is answered.
class AccessTest {

  /// Always allowed here, so that silence to others is known without waiting.
  private static final String FRIEND = "127.255.0.1";

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theMostSpecificRuleDecides(Kind kind) {
    try (ServerUnderTest server =
        start(
            kind,
            "allow 127.1.0.0/16",
            "deny 127.1.2.0/24",
            "allow 127.1.2.3",
            "deny 127.1.2.128/25",
            "allow 127.1.2.130",
            // Bits beyond the length of the subnet do not count.
            "allow 127.77.66.55/16",
            // Short addresses are subnets.
            "allow 127.9",
            "deny 127.9.9",
            // `all` takes what is more specific away.
            "allow 127.20.0.0/16",
            "allow 127.20.1.0/24",
            "deny all 127.20.0.0/16")) {
      assertAnswered(
          server,
          Map.ofEntries(
              Map.entry("127.1.1.1", true),
              Map.entry("127.1.2.1", false),
              Map.entry("127.1.2.3", true),
              Map.entry("127.1.2.129", false),
              Map.entry("127.1.2.130", true),
              Map.entry("127.1.3.1", true),
              Map.entry("127.2.1.1", false),
              Map.entry("127.77.0.1", true),
              Map.entry("127.78.0.1", false),
              Map.entry("127.9.8.1", true),
              Map.entry("127.9.9.1", false),
              Map.entry("127.20.1.1", false),
              Map.entry("127.20.2.1", false),
              Map.entry("127.0.0.1", false)));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void prefixesThatAreNotNibblesHoldToTheBit(Kind kind) {
    try (ServerUnderTest server =
        start(kind, "allow 127.32.0.0/13", "deny 127.36.0.0/15", "allow 127.36.128.0/18")) {
      assertAnswered(
          server,
          Map.of(
              "127.32.0.1", true,
              "127.35.255.254", true,
              "127.36.0.1", false,
              "127.36.127.254", false,
              "127.36.128.1", true,
              "127.36.191.254", true,
              "127.36.192.1", false,
              "127.37.0.1", false,
              "127.38.0.1", true,
              "127.40.0.1", false));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void accessIsChangedAtRunTime(Kind kind) {
    try (ServerUnderTest server = start(kind, "allow 127.1.0.0/16")) {
      assertAnswered(server, Map.of("127.1.2.3", true, "127.2.0.1", false));
      assertDone(server, "deny", "127.1.2.0/24");
      assertDone(server, "allow", "127.2.0.0/16");
      assertAnswered(server, Map.of("127.1.2.3", false, "127.1.3.1", true, "127.2.0.1", true));
      assertDone(server, "allow", "all", "127.1.0.0/16");
      assertAnswered(server, Map.of("127.1.2.3", true, "127.2.0.1", true));
      assertDone(server, "deny", "all", "127.2.0.0/16");
      assertAnswered(server, Map.of("127.1.2.3", true, "127.2.0.1", false));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void accheckSaysWhoIsAnswered(Kind kind) {
    try (ServerUnderTest server =
        start(kind, "allow 127.1.0.0/16", "deny 127.1.2.0/24", "allow 2001:db8::/32")) {
      Map<String, String> expected = new LinkedHashMap<>();
      expected.put("127.1.1.1", "208 Access allowed");
      expected.put("127.1.2.1", "209 Access denied");
      expected.put("127.3.0.1", "209 Access denied");
      expected.put("2001:db8::1", "208 Access allowed");
      expected.put("2001:db9::1", "209 Access denied");
      expected.forEach((address, answer) ->
          assertThat(server.chronyc("accheck", address).output()).as(address).isEqualTo(answer));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aServerOpensWithTheFirstAllowAndClosesWithTheLastDeny(Kind kind) {
    try (ServerUnderTest server = ServerUnderTest.start(kind, directory, "local stratum 8");
        RawClient client = RawClient.of("127.0.0.1", server.at("127.0.0.1"))) {
      assertThat(client.isAnswered()).isFalse();
      assertDone(server, "allow", "127.0.0.0/8");
      server.awaitAnswer("127.0.0.1");
      assertDone(server, "deny", "all");
      assertThat(client.isAnswered()).isFalse();
      assertDone(server, "allow", "all");
      server.awaitAnswer("127.0.0.1");
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whoIsDeniedIsNotCountedAmongTheRequests(Kind kind) {
    try (ServerUnderTest server = start(kind);
        RawClient friend = RawClient.of(FRIEND, server.at("127.0.0.1"));
        RawClient stranger = RawClient.of("127.5.5.5", server.at("127.0.0.1"))) {
      byte[][] requests = {Requests.client(4, 1), Requests.client(4, 2), Requests.client(4, 3)};
      long before = server.statistics().received();
      assertThat(stranger.answersBefore(friend, requests)).isEmpty();
      // One from the friend, to know the end.
      assertThat(server.statistics().received() - before).isOne();
      assertThat(server.chronyc("clients").output()).contains(FRIEND).doesNotContain("127.5.5.5");
    }
  }

  private ServerUnderTest start(Kind kind, String... rules) {
    String[] directives =
        Stream.concat(Stream.of("local stratum 8", "allow " + FRIEND), Stream.of(rules))
            .toArray(String[]::new);
    ServerUnderTest server = ServerUnderTest.start(kind, directory, directives);
    try (RawClient friend = RawClient.of(FRIEND, server.at("127.0.0.1"))) {
      server.program().awaitUntil("an answer", Duration.ofSeconds(20), friend::isAnswered);
    }
    return server;
  }

  private static void assertDone(ServerUnderTest server, String... command) {
    assertThat(server.chronyc(command).output()).as(String.join(" ", command)).isEqualTo("200 OK");
  }

  private static void assertAnswered(ServerUnderTest server, Map<String, Boolean> expected) {
    try (RawClient friend = RawClient.of(FRIEND, server.at("127.0.0.1"))) {
      expected.forEach((address, answered) -> {
        try (RawClient client = RawClient.of(address, server.at("127.0.0.1"))) {
          List<byte[]> answers = client.answersBefore(friend, Requests.client(4, 4711));
          assertThat(answers).as(address).hasSize(answered ? 1 : 0);
        }
      });
    }
  }
}
