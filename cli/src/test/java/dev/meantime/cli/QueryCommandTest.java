// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.crypto.KeyAlgorithm;
import dev.meantime.crypto.SymmetricKey;
import dev.meantime.testing.Behaviour;
import dev.meantime.testing.Fault;
import dev.meantime.testing.TestServer;
import dev.meantime.wire.KissCode;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// `meantime query` against servers on the loopback, whose clock is the local one.
class QueryCommandTest {

  private static final byte[] SECRET = "correct horse battery".getBytes(StandardCharsets.US_ASCII);
  private static final SymmetricKey KEY = new SymmetricKey(7, KeyAlgorithm.SHA256, SECRET);

  /// JSON's null.
  private static final Object NULL = Optional.empty();

  @TempDir Path directory;

  private final List<TestServer> servers = new ArrayList<>();
  private Captured captured = new Captured();

  @AfterEach
  void stop() {
    servers.forEach(TestServer::close);
  }

  @Test
  void aTruthfulServerIsUsable() {
    TestServer server = start(Behaviour.truthful());
    assertThat(query("-n", "1", at(server))).isEqualTo(Exit.OK);
    List<String> lines = captured.out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("Server ").endsWith(" Ref. age");
    assertThat(lines.get(1)).startsWith(at(server) + " ").contains("  1   none").contains("GPS");
    assertThat(lines.get(2)).startsWith("  usable: the local clock agrees with it to within ");
    assertThat(captured.err()).isEmpty();
  }

  @Test
  void measuresHowFarTheClockIsOff() {
    TestServer server = start(Behaviour.truthful().withOffset(5).withRoot(0.02, 0.01));
    assertThat(query("--json", "-n", "2", "-i", "0.1", at(server))).isEqualTo(Exit.OK);
    Map<String, Object> json = json();
    assertThat(json.get("schema")).isEqualTo("meantime.query/1");
    Map<String, Object> answer = servers(json).getFirst();
    assertThat(answer)
        .containsEntry("name", at(server))
        .containsEntry("address", "127.0.0.1")
        .containsEntry("port", (double) server.port())
        .containsEntry("usable", true)
        .containsEntry("verdict", "usable")
        .containsEntry("agrees", NULL);
    assertThat(list(answer, "samples")).hasSize(2);
    assertThat(number(answer, "jitter")).isGreaterThanOrEqualTo(0);
    Map<String, Object> best = object(field(answer, "best"));
    double error = number(best, "error");
    assertThat(number(best, "offset")).isBetween(5 - error, 5 + error);
    assertThat(error).isGreaterThan(0.02);
    assertThat(number(best, "delay")).isPositive();
    assertThat(number(best, "rootDelay")).isBetween(0.0199, 0.0201);
    assertThat(number(best, "rootDispersion")).isBetween(0.0099, 0.0101);
    assertThat(number(best, "rootDistance")).isBetween(0.0199, error);
    assertThat(number(best, "referenceAge")).isBetween(0.0, 16.0);
    assertThat(number(best, "receive")).isGreaterThan(number(best, "origin") + 4);
    assertThat(number(best, "transmit")).isGreaterThanOrEqualTo(number(best, "receive"));
    assertThat(number(best, "destination")).isGreaterThanOrEqualTo(number(best, "origin"));
    assertThat(best)
        .containsEntry("stratum", 1.0)
        .containsEntry("leap", "none")
        .containsEntry("referenceId", "47505300")
        .containsEntry("reference", "GPS")
        .containsEntry("version", 4.0)
        .containsEntry("precision", -24.0);
    assertThat(json).containsEntry("agreeing", 1.0).containsEntry("majority", false);
    assertThat(server.requests()).isEqualTo(2);
  }

  @Test
  void theSummaryNamesTheLiar() {
    TestServer first = start(Behaviour.truthful());
    TestServer liar = start(Behaviour.truthful().withOffset(0.4));
    TestServer second = start(Behaviour.truthful());
    assertThat(query("-n1", at(first), at(liar), at(second))).isEqualTo(Exit.OK);
    assertThat(captured.out().lines().toList().getLast())
        .startsWith("2 of 3 servers agree: the local clock is off by ")
        .endsWith(" Against them: " + at(liar) + ".");
  }

  @Test
  void oneBadServerAmongGoodOnesIsStatusOne() {
    TestServer good = start(Behaviour.truthful());
    TestServer bad = start(Behaviour.unsynchronised());
    assertThat(query("-n1", at(good), at(bad))).isEqualTo(Exit.FAILED);
    assertThat(captured.out())
        .contains("would be rejected: it says that it is not synchronised itself\n")
        .contains("One of 2 servers is usable: nobody confirms what it says.\n");
  }

  @Test
  void noAnswerIsStatusThree() {
    TestServer server = start(Behaviour.truthful().with(new Fault.Silence()));
    assertThat(query("-n1", "-t0.5", at(server))).isEqualTo(Exit.NO_ANSWER);
    assertThat(captured.out())
        .isEqualTo(
            at(server)
                + "\n  no answer: the server is down, does not serve us, or a firewall drops UDP"
                + " port "
                + server.port()
                + "\n");
  }

  @Test
  void nobodyListensThere() {
    TestServer server = start(Behaviour.truthful());
    server.close();
    assertThat(query("-n1", at(server))).isEqualTo(Exit.NO_ANSWER);
    assertThat(captured.out())
        .endsWith("  nobody listens on UDP port " + server.port() + " there\n");
  }

  @Test
  void aRefusalEndsTheAsking() {
    TestServer server = start(Behaviour.truthful().with(new Fault.KissOfDeath(KissCode.DENY)));
    assertThat(query("-n3", "-i0.1", at(server))).isEqualTo(Exit.NO_ANSWER);
    assertThat(captured.out())
        .endsWith("  refused with kiss code DENY: access denied by the server\n");
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void brokenAnswersAreTold() {
    assertThat(sentence(new Fault.WrongOrigin())).startsWith("only answers to questions that were");
    assertThat(sentence(new Fault.ZeroTimestamp(Fault.ZeroTimestamp.Field.TRANSMIT)))
        .startsWith("answered without its timestamps");
    assertThat(sentence(new Fault.Truncated(20))).startsWith("answered with what is no NTP answer");
    assertThat(sentence(new Fault.WrongPort())).startsWith("no answer: ");
  }

  @Test
  void aDistantServerWouldBeRejected() {
    TestServer server = start(Behaviour.truthful().withRoot(1, 3));
    assertThat(query("-n1", at(server))).isEqualTo(Exit.FAILED);
    assertThat(captured.out())
        .containsPattern(
            "  would be rejected by a default chrony: root distance 3\\.5\\d\\d s > 3\\.000 s\n");
  }

  @Test
  void asksByIpv6() {
    TestServer server =
        started(TestServer.Setup.standard().withAddress(InetAddress.ofLiteral("::1"), 0));
    String name = "[::1]:" + server.port();
    assertThat(query("-n1", name)).isEqualTo(Exit.OK);
    assertThat(captured.out()).contains("\n" + name + " ");
    assertThat(query("-n1", "-6", name)).isEqualTo(Exit.OK);
    assertThat(query("-n1", "-4", name)).isEqualTo(Exit.NO_ANSWER);
    assertThat(captured.out()).isEqualTo(name + "\n  ::1 has no address of the family asked for\n");
  }

  @Test
  void aNameShowsTheAddressBehindIt() {
    TestServer server = start(Behaviour.truthful());
    assertThat(query("-n1", "-4", "localhost:" + server.port())).isEqualTo(Exit.OK);
    assertThat(captured.out()).contains("localhost:" + server.port() + " (127.0.0.1) ");
  }

  @Test
  void aNameThatIsNotThereIsAskedForOnce() {
    assertThat(query("-n2", "-i0.1", "--json", "no-such-host.invalid")).isEqualTo(Exit.NO_ANSWER);
    Map<String, Object> answer = servers(json()).getFirst();
    assertThat(answer)
        .containsEntry("verdict", "unknown-host")
        .containsEntry(
            "sentence",
            "cannot resolve no-such-host.invalid: there is no such name, or no name server answers;"
                + " check /etc/resolv.conf")
        .containsEntry("best", NULL)
        .containsEntry("address", NULL);
    assertThat(list(answer, "samples")).hasSize(1);
  }

  @Test
  void authenticatesWithAKeyOfChronysFile() throws IOException {
    TestServer server = started(TestServer.Setup.standard().withKeys(KEY));
    String file =
        keys("# chrony", "6 MD5 other", "7 SHA256 ASCII:correct\\ horse", hexLine("7 SHA256 HEX:"));
    assertThat(query("-n1", "-a", "7", "-k", file, at(server))).isEqualTo(Exit.OK);
    assertThat(server.lastRequest().orElseThrow().version()).isEqualTo(3);
    assertThat(server.rejected()).isZero();
  }

  @Test
  void authenticatesWithAKeyOfNtpdsFile() throws IOException {
    TestServer server =
        started(
            TestServer.Setup.standard()
                .withKeys(
                    KEY,
                    new SymmetricKey(
                        8, KeyAlgorithm.MD5, "2short".getBytes(StandardCharsets.US_ASCII))));
    String file = keys("8 M 2short  # by hand", hexLine("7 sha256 ") + " # by ntp-keygen");
    assertThat(query("-n1", "-a7", "-k", file, at(server))).isEqualTo(Exit.OK);
    assertThat(query("-n1", "-a8", "-k", file, at(server))).isEqualTo(Exit.OK);
    assertThat(server.rejected()).isZero();
  }

  @Test
  void longHexadecimalWithoutAPrefixIsReadAsNtpdDoes() throws IOException {
    TestServer server = started(TestServer.Setup.standard().withKeys(KEY));
    assertThat(query("-n1", "-a7", "-k", keys(hexLine("7 SHA256 ")), at(server)))
        .isEqualTo(Exit.OK);
    assertThat(query("-n1", "-t0.5", "-a7", "-k", keys(hexLine("7 SHA256 ASCII:")), at(server)))
        .isEqualTo(Exit.NO_ANSWER);
  }

  @Test
  void theWrongKeyIsTold() throws IOException {
    String file = keys(hexLine("7 SHA1 HEX:"));
    SymmetricKey same = new SymmetricKey(7, KeyAlgorithm.SHA1, SECRET);
    TestServer server = started(TestServer.Setup.standard().withKeys(same));
    String[] command = {"-n1", "-t0.5", "-a7", "-k", file, at(server)};

    server.behave(Behaviour.truthful().with(new Fault.ForgedMac()));
    assertThat(query(command)).isEqualTo(Exit.NO_ANSWER);
    assertThat(captured.out()).contains("answered with a MAC that does not fit");

    server.behave(Behaviour.truthful().with(new Fault.NoMac()));
    assertThat(query(command)).isEqualTo(Exit.NO_ANSWER);
    assertThat(captured.out()).contains("answered without a MAC");

    server.behave(Behaviour.truthful().with(new Fault.CryptoNak()));
    assertThat(query(command)).isEqualTo(Exit.NO_ANSWER);
    assertThat(captured.out()).contains("could not authenticate the request (crypto-NAK)");

    server.behave(
        Behaviour.truthful()
            .with(new Fault.OtherKey(new SymmetricKey(9, KeyAlgorithm.SHA1, SECRET))));
    assertThat(query(command)).isEqualTo(Exit.NO_ANSWER);
    assertThat(captured.out()).contains("answered with another key than asked for");
  }

  @Test
  void asksInAnOldVersion() {
    TestServer server = start(Behaviour.truthful());
    assertThat(query("-n1", "--ntp-version", "2", at(server))).isEqualTo(Exit.OK);
    assertThat(server.lastRequest().orElseThrow().version()).isEqualTo(2);
  }

  @Test
  void aCommandLineWithoutSenseIsStatusTwo() throws IOException {
    String file = keys("7 SHA1 ASCII:secret");
    refused("whom to ask? Name at least one server");
    refused("-4 and -6 exclude each other", "-4", "-6", "h");
    refused("--samples takes a number from 1 to 1000: 0", "-n0", "h");
    refused("--interval takes a number from 0.1 on: 0", "-i", "0", "h");
    refused("--timeout takes a number from 0.001 on: -1", "-t-1", "h");
    refused("--ntp-version takes a number from 1 to 4: 5", "--ntp-version=5", "h");
    refused("no option --jsn; did you mean --json?", "--jsn", "h");
    refused("a port is from 1 to 65535, not 'x'", "h:x");
    refused("which key of the file? Name its ID with -a", "-k", file, "h");
    refused("no usable key 8 in " + file, "-a8", "-k", file, "h");
    refused(
        "cannot read the key file " + directory.resolve("none") + ": no such file",
        "-a8",
        "-k",
        directory.resolve("none").toString(),
        "h");
    refused("--key takes a number from 1 to 4294967295: x", "-ax", "h");
  }

  @Test
  void helpTellsTheExitStatus() {
    assertThat(query("--help")).isEqualTo(Exit.OK);
    assertThat(captured.out())
        .startsWith("Usage: meantime query [OPTION]... HOST[:PORT]...\n")
        .contains("  -n, --samples COUNT")
        .endsWith("  3   no server answered with the time\n");
  }

  private void refused(String message, String... args) {
    assertThat(query(args)).isEqualTo(Exit.USAGE);
    assertThat(captured.err())
        .isEqualTo("meantime query: " + message + "\nTry 'meantime query --help'.\n");
    assertThat(captured.out()).isEmpty();
  }

  private String sentence(Fault fault) {
    TestServer server = start(Behaviour.truthful().with(fault));
    assertThat(query("-n1", "-t0.5", at(server))).isEqualTo(Exit.NO_ANSWER);
    return captured.out().lines().toList().getLast().strip();
  }

  private int query(String... args) {
    List<String> words = new ArrayList<>(List.of("query"));
    words.addAll(List.of(args));
    captured = new Captured();
    return Main.run(words, captured.output());
  }

  private TestServer start(Behaviour behaviour) {
    return started(TestServer.Setup.standard().withBehaviour(behaviour));
  }

  private TestServer started(TestServer.Setup setup) {
    TestServer server = TestServer.start(setup);
    servers.add(server);
    return server;
  }

  private static String at(TestServer server) {
    return "127.0.0.1:" + server.port();
  }

  private String keys(String... lines) throws IOException {
    return Files.write(directory.resolve("keys"), List.of(lines)).toString();
  }

  private static String hexLine(String start) {
    return start + java.util.HexFormat.of().formatHex(SECRET);
  }

  private Map<String, Object> json() {
    try (JsonParser parser =
        new JsonFactory().createParser(ObjectReadContext.empty(), captured.out())) {
      parser.nextToken();
      return object(value(parser));
    }
  }

  private static Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> fields = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          fields.put(name, value(parser));
        }
        yield fields;
      }
      case START_ARRAY -> {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(value(parser));
        }
        yield elements;
      }
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> NULL;
      case VALUE_STRING -> parser.getString();
      default -> parser.getDoubleValue();
    };
  }

  private static List<Map<String, Object>> servers(Map<String, Object> json) {
    return list(json, "servers").stream().map(QueryCommandTest::object).toList();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  private static List<?> list(Map<String, Object> json, String name) {
    return (List<?>) field(json, name);
  }

  private static Object field(Map<String, Object> json, String name) {
    return Objects.requireNonNull(json.get(name), name);
  }

  private static double number(Map<String, Object> json, String name) {
    return (double) field(json, name);
  }
}
