// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our daemon and Debian's chronyd get the same requests from the same addresses, and Debian's
/// chronyc shows the same of both. Both only observe the clock.
class ServerReportsTest {

  private static final Duration SHORT = Duration.ofSeconds(30);
  private static final int ANSWER_MILLIS = 3000;
  private static final int SILENCE_MILLIS = 300;

  private static final List<String> ADDRESSES =
      List.of(
          "127.0.0.1",
          "127.0.0.2",
          "127.0.0.128",
          "127.0.1.1",
          "192.0.2.1",
          "192.0.2.64",
          "192.0.2.127",
          "192.0.2.128",
          "198.51.100.1",
          "198.51.101.1",
          "2001:db8::1",
          "2001:db8:0:1::1",
          "2001:db9::1");

  @TempDir private Path directory;

  private Side chronyd;
  private Side ours;

  /// A daemon, and how to reach it.
  private record Side(Path directory, int port, int commandPort, Path socket, Program program) {

    List<String> chronyc(String... words) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  DebianPackages.unpacked("chrony").resolve("usr/bin/chronyc").toString(),
                  "-n",
                  "-h",
                  socket.toString()));
      command.addAll(List.of(words));
      return Program.run(directory, SHORT, command).output().lines().toList();
    }

    /// The columns of a report's lines, those of a list by their first column.
    List<List<String>> report(String... words) {
      List<String> command = new ArrayList<>(List.of("-c"));
      command.addAll(List.of(words));
      return chronyc(command.toArray(new String[0])).stream()
          .map(line -> List.of(line.split(",", -1)))
          .sorted((one, other) -> one.getFirst().compareTo(other.getFirst()))
          .toList();
    }
  }

  @BeforeEach
  void start() throws IOException {
    chronyd = side("chronyd");
    ours = side("ours");
  }

  @AfterEach
  void stop() {
    chronyd.program().close();
    ours.program().close();
  }

  private Side side(String name) throws IOException {
    Path own = Files.createDirectory(directory.resolve(name));
    Path sockets =
        Files.createDirectory(
            own.resolve("s"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwx---")));
    int port = Peers.freePort("127.0.0.1");
    int commandPort = Peers.freePort("127.0.0.1");
    Path socket = sockets.resolve("sock");
    List<String> directives =
        List.of(
            "port " + port,
            "bindaddress 127.0.0.1",
            "local stratum 5",
            "allow 127.0.0.0/24",
            "deny 127.0.0.128/25",
            "allow 192.0.2.0/24",
            "deny 192.0.2.64/26",
            "cmdallow 2001:db8::/32",
            "opencommands tracking",
            "cmdport " + commandPort,
            "bindcmdaddress 127.0.0.1",
            "bindcmdaddress " + socket,
            "pidfile " + own.resolve("pid"));
    List<String> command =
        new ArrayList<>(
            name.equals("chronyd")
                ? List.of(Peers.chronyd(), "-x", "-d", "-U", "-u", "root")
                : Peers.meantimeCommand("run", "-x", "-d", "-U"));
    command.addAll(directives);
    // Debian's chronyd is older than the directive; what it opens is what is open by default.
    command.removeIf(line -> name.equals("chronyd") && line.startsWith("opencommands"));
    Program program = Program.start(own, command);
    program.awaitUntil("its command socket", SHORT, () -> Files.exists(socket));
    Side side = new Side(own, port, commandPort, socket, program);
    // Whoever answers this has opened its other sockets as well.
    assertThat(side.chronyc("activity")).contains("200 OK");
    return side;
  }

  /// Sends requests one after the other, each when the last was answered.
  ///
  /// @return how many were answered
  private static int ask(Side side, String from, int requests) {
    int answered = 0;
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(from), 0))) {
      socket.connect(InetAddress.ofLiteral("127.0.0.1"), side.port());
      for (int i = 0; i < requests; i++) {
        byte[] request = new byte[48];
        request[0] = 4 << 3 | 3;
        request[47] = (byte) (i + 1);
        socket.setSoTimeout(answered < i ? SILENCE_MILLIS : ANSWER_MILLIS);
        socket.send(new DatagramPacket(request, request.length));
        byte[] reply = new byte[1024];
        try {
          socket.receive(new DatagramPacket(reply, reply.length));
          answered++;
        } catch (SocketTimeoutException | PortUnreachableException e) {
          // Not answered, or nobody is there to do so; the caller knows whether that is right.
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answered;
  }

  private void askBoth(String from, int requests, int answers) {
    assertThat(ask(chronyd, from, requests)).as("answers of chronyd").isEqualTo(answers);
    assertThat(ask(ours, from, requests)).as("our answers").isEqualTo(answers);
  }

  @Test
  void countsTheSameRequests() {
    // Whoever waited for a slow start asked again.
    long askedThem = commands(chronyd);
    long askedUs = commands(ours);
    askBoth("127.0.0.1", 3, 3);
    askBoth("127.0.0.2", 5, 5);
    // Nobody is remembered who may not ask.
    askBoth("127.0.0.129", 2, 0);
    commandBoth(2);
    List<List<String>> theirs = clients(chronyd);
    assertThat(theirs)
        .containsExactly(List.of("127.0.0.1", "3", "0", "2"), List.of("127.0.0.2", "5", "0", "0"));
    assertThat(clients(ours)).isEqualTo(theirs);
    // Two commands by UDP, and by the socket that for the clients and this one.
    assertThat(commands(chronyd) - askedThem).isEqualTo(4);
    assertThat(commands(ours) - askedUs).isEqualTo(4);
    assertThat(counts(chronyd)).containsExactly("8", "0", "0", "0", "0", "0", "0", "0");
    assertThat(counts(ours)).isEqualTo(counts(chronyd));
  }

  private static long commands(Side side) {
    return Long.parseLong(side.report("serverstats").getFirst().get(2));
  }

  /// Of everything but commands. The last two tell of timestamps kept for interleaved mode, of
  /// which each has its own idea.
  private static List<String> counts(Side side) {
    List<String> all = side.report("serverstats").getFirst();
    assertThat(all).hasSize(11);
    List<String> counts = new ArrayList<>(all.subList(0, 2));
    counts.addAll(all.subList(3, 9));
    return counts;
  }

  private Program.Finished meantime(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("-h", ours.socket().toString()));
    return Peers.meantimeToEnd(directory, all.toArray(String[]::new));
  }

  private String ourStratum() {
    return ours.report("tracking").getFirst().get(2);
  }

  @Test
  void theLocalReferenceIsSwitchedByACommandOfOurs() {
    assertThat(ourStratum()).isEqualTo("5");
    assertThat(meantime("local", "off").output()).isEqualTo("200 OK");
    assertThat(ourStratum()).isEqualTo("0");
    assertThat(meantime("local", "on", "--stratum", "7").status()).isZero();
    assertThat(ourStratum()).isEqualTo("7");
    Program.Finished refused = meantime("smoothtime", "activate");
    assertThat(refused.output()).isEqualTo("505 Facility not enabled in daemon");
    assertThat(refused.status()).isEqualTo(1);
  }

  @Test
  void showsTheSameTable() {
    askBoth("127.0.0.3", 1, 1);
    List<String> theirs = chronyd.chronyc("clients");
    assertThat(theirs).hasSize(3);
    assertThat(theirs.getLast()).startsWith("127.0.0.3                       1      0   -   -  ");
    // The age of the last request is its own.
    assertThat(ours.chronyc("clients").stream().map(ServerReportsTest::withoutAge))
        .isEqualTo(theirs.stream().map(ServerReportsTest::withoutAge).toList());
  }

  private static String withoutAge(String line) {
    return line.startsWith("127") ? line.substring(0, 48) + line.substring(54) : line;
  }

  @Test
  void countsAnewAfterAReset() {
    askBoth("127.0.0.1", 2, 2);
    assertThat(chronyd.report("clients", "-r")).hasSize(1);
    assertThat(ours.report("clients", "-r")).hasSize(1);
    askBoth("127.0.0.1", 1, 1);
    askBoth("127.0.0.2", 2, 2);
    assertThat(columns(chronyd.report("clients"), 0, 1))
        .containsExactly(List.of("127.0.0.1", "1"), List.of("127.0.0.2", "2"));
    assertThat(columns(ours.report("clients"), 0, 1))
        .isEqualTo(columns(chronyd.report("clients"), 0, 1));
    assertThat(columns(ours.report("clients", "-p", "2"), 0, 1))
        .isEqualTo(columns(chronyd.report("clients", "-p", "2"), 0, 1))
        .containsExactly(List.of("127.0.0.2", "2"));
  }

  @Test
  void saysTheSameOfEveryAddress() {
    assertThat(checks(chronyd)).contains("208 Access allowed", "209 Access denied");
    assertThat(checks(ours)).isEqualTo(checks(chronyd));
  }

  @Test
  void changesAccessAlike() {
    List<String> changes =
        List.of(
            "deny all 192.0.2.0/24",
            "allow 192.0.2.64/26",
            "allow 2001:db8::/32",
            "deny 2001:db8:0:1::/64",
            "deny 127.0.0.2",
            "cmdallow",
            "cmddeny 198.51.100",
            "cmdallow all 198.51",
            "allow all",
            "deny all",
            "allow 127.0.0.1");
    for (String change : changes) {
      String[] words = change.split(" ", -1);
      assertThat(chronyd.chronyc(words)).containsExactly("200 OK");
      assertThat(ours.chronyc(words)).as(change).containsExactly("200 OK");
      assertThat(checks(ours)).as(change).isEqualTo(checks(chronyd));
    }
    askBoth("127.0.0.1", 1, 1);
    askBoth("127.0.0.2", 1, 0);
    assertThat(ours.program().lines())
        .anyMatch(line -> line.endsWith("Denied all NTP access from 192.0.2.0/24"));
  }

  @Test
  void closesToEverybodyAndOpensAgain() {
    for (Side side : List.of(chronyd, ours)) {
      assertThat(side.chronyc("deny", "all")).containsExactly("200 OK");
    }
    askBoth("127.0.0.1", 1, 0);
    for (Side side : List.of(chronyd, ours)) {
      assertThat(side.chronyc("allow", "127.0.0.1")).containsExactly("200 OK");
    }
    askBoth("127.0.0.1", 1, 1);
  }

  @Test
  void tellsTheServersReportsOnlyToWhoReachesTheSocket() {
    for (String report : List.of("clients", "serverstats", "accheck 127.0.0.1", "deny all")) {
      for (Side side : List.of(chronyd, ours)) {
        assertThat(
                Peers.chronyc(side.directory(), side.commandPort(), report.split(" ", -1)).output())
            .as(report)
            .endsWith("501 Not authorised");
      }
    }
  }

  @Test
  void explainsByTheRunningDaemon() {
    Path file =
        Peers.write(
            directory.resolve("other.conf"),
            "allow 127.0.0.0/24",
            "deny 127.0.0.128/25",
            "allow 10");
    for (Side side : List.of(chronyd, ours)) {
      Program.Finished allowed = access(side, file, "127.0.0.1");
      assertThat(allowed.status()).isZero();
      assertThat(allowed.output())
          .contains("NTP       allowed by " + file + ":1: allow 127.0.0.0/24")
          .contains("commands  allowed: this machine itself always is")
          .doesNotContain("but the rules");
      Program.Finished changed = access(side, file, "10.1.2.3");
      assertThat(changed.status()).isOne();
      assertThat(changed.output())
          .contains("NTP       allowed by " + file + ":3: allow 10.0.0.0/8")
          .contains("but the rules of the running daemon deny it");
    }
  }

  private static Program.Finished access(Side side, Path file, String client) {
    return Peers.meantimeToEnd(
        side.directory(), "access", "-f", file.toString(), "-h", side.socket().toString(), client);
  }

  private static List<List<String>> clients(Side side) {
    return columns(side.report("clients"), 0, 1, 2, 6);
  }

  private static List<List<String>> columns(List<List<String>> rows, int... wanted) {
    return rows.stream().map(row -> Arrays.stream(wanted).mapToObj(row::get).toList()).toList();
  }

  private static List<String> checks(Side side) {
    List<String> questions = new ArrayList<>(List.of("-m"));
    ADDRESSES.forEach(address -> questions.add("accheck " + address));
    ADDRESSES.forEach(address -> questions.add("cmdaccheck " + address));
    List<String> answers = side.chronyc(questions.toArray(new String[0]));
    assertThat(answers).hasSize(2 * ADDRESSES.size());
    return answers;
  }

  private void commandBoth(int times) {
    for (Side side : List.of(chronyd, ours)) {
      for (int i = 0; i < times; i++) {
        assertThat(Peers.chronyc(side.directory(), side.commandPort(), "tracking").status())
            .isZero();
      }
    }
  }
}
