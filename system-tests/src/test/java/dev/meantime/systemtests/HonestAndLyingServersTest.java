// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.testing.Behaviour;
import dev.meantime.testing.Fault;
import dev.meantime.testing.TestServer;
import dev.meantime.wire.ReferenceId;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main job against real servers: `meantime run -x` among four of Debian's chronyd and two
/// liars, watched through Debian's chronyc.
class HonestAndLyingServersTest {

  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration CHANGE = Duration.ofSeconds(90);
  private static final List<String> HONEST =
      List.of("127.0.11.1", "127.0.11.2", "127.0.11.3", "127.0.11.4");
  private static final String LIAR = "127.0.11.8";
  private static final String SECOND_LIAR = "127.0.11.9";

  @TempDir Path directory;

  private final List<AutoCloseable> started = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable one : started.reversed()) {
      one.close();
    }
  }

  @Test
  void followsTheMajorityAsItChanges() throws Exception {
    int port = Peers.freePort(HONEST.getFirst());
    List<Program> servers = new ArrayList<>();
    for (String address : HONEST) {
      servers.add(keep(Peers.chronydServer(directory, address, port)));
    }
    keep(liar(LIAR, port, Behaviour.truthful()));
    TestServer second =
        keep(liar(SECOND_LIAR, port, Behaviour.truthful().with(new Fault.Silence())));

    int control = Peers.freePort("127.0.0.1");
    Program daemon =
        keep(
            Peers.meantime(directory, "run", "-x", "-d", "-U", "-f", configuration(port, control)));

    // An iburst start: the four agree, the liar is found out, the silent one is not believed.
    awaitStates(
        daemon,
        control,
        START,
        states ->
            states.of(LIAR) == 'x'
                && HONEST.stream()
                    .allMatch(address -> states.of(address) == '*' || states.of(address) == '+')
                && HONEST.stream().anyMatch(address -> states.of(address) == '*'));
    assertThat(daemon.lines()).anyMatch(line -> line.contains("Detected falseticker " + LIAR));
    assertThat(Peers.chronyc(directory, control, "-c", "tracking").output())
        .matches("7F000B0[1-4],127\\.0\\.11\\.[1-4],3,.*Normal");
    Program.Finished reasons =
        Peers.meantimeToEnd(
            directory,
            "sources",
            "--reasons",
            "-n",
            "-h",
            directory.resolve("run/chronyd.sock").toString());
    assertThat(reasons.output()).containsPattern(LIAR.replace(".", "\\.") + ".*disagrees");

    // Two die: the other two still outnumber the liar.
    servers.get(0).kill();
    servers.get(1).kill();
    awaitStates(
        daemon,
        control,
        CHANGE,
        states ->
            states.of(HONEST.get(0)) == '?'
                && states.of(HONEST.get(1)) == '?'
                && states.of(LIAR) == 'x'
                && (states.of(HONEST.get(2)) == '*' || states.of(HONEST.get(3)) == '*'));

    // A second liar that agrees with the first: two against two is no majority, and it says so.
    second.behave(lying(Behaviour.truthful()));
    daemon.awaitLine("Can't synchronise: no majority", CHANGE);
    awaitTracking(daemon, control, "Not synchronised");

    // One comes back: three against two.
    servers.set(0, keep(Peers.chronydServer(directory, HONEST.getFirst(), port)));
    awaitStates(
        daemon,
        control,
        CHANGE,
        states ->
            states.of(LIAR) == 'x'
                && states.of(SECOND_LIAR) == 'x'
                && List.of(0, 2, 3).stream().anyMatch(i -> states.of(HONEST.get(i)) == '*'));
    awaitTracking(daemon, control, "Normal");

    assertThat(daemon.terminate().status()).isZero();
  }

  /// The state character of each source, by address.
  private record States(Map<String, Character> byAddress) {
    char of(String address) {
      return byAddress.getOrDefault(address, ' ');
    }
  }

  private String configuration(int port, int control) {
    List<String> lines = new ArrayList<>();
    List<String> addresses = new ArrayList<>(HONEST);
    addresses.add(LIAR);
    addresses.add(SECOND_LIAR);
    for (String address : addresses) {
      lines.add("server " + address + " port " + port + " iburst minpoll 0 maxpoll 0 maxsamples 8");
    }
    lines.add("cmdport " + control);
    lines.add("bindcmdaddress " + directory.resolve("run/chronyd.sock"));
    lines.add("pidfile " + directory.resolve("meantime.pid"));
    return Peers.write(directory.resolve("chrony.conf"), lines.toArray(String[]::new)).toString();
  }

  private static TestServer liar(String address, int port, Behaviour behaviour) throws Exception {
    return TestServer.start(
        TestServer.Setup.standard()
            .withAddress(InetAddress.getByName(address), port)
            .withBehaviour(lying(behaviour)));
  }

  private static Behaviour lying(Behaviour behaviour) {
    return behaviour.withOffset(0.3).withStratum(2, ReferenceId.ofText("LIAR"));
  }

  private void awaitStates(Program daemon, int control, Duration limit, Predicate<States> wanted) {
    List<String> last = new ArrayList<>();
    try {
      daemon.awaitUntil(
          "the expected states of the sources",
          limit,
          () -> {
            String output = Peers.chronyc(directory, control, "-c", "sources").output();
            last.clear();
            last.add(output);
            TreeMap<String, Character> states = new TreeMap<>();
            for (String line : output.lines().toList()) {
              String[] fields = line.split(",", -1);
              if (fields.length > 3 && fields[1].length() == 1) {
                states.put(fields[2], fields[1].charAt(0));
              }
            }
            return states.size() == HONEST.size() + 2 && wanted.test(new States(states));
          });
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\nchronyc sources:\n" + last, e);
    }
  }

  private void awaitTracking(Program daemon, int control, String leap) {
    daemon.awaitUntil(
        "tracking with " + leap,
        CHANGE,
        () -> Peers.chronyc(directory, control, "-c", "tracking").output().endsWith(leap));
  }

  private <T extends AutoCloseable> T keep(T one) {
    started.add(one);
    return one;
  }
}
