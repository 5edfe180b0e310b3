// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Two hosts on a cable of their own: network namespaces joined by a veth pair. For ntpd, which
/// binds port 123 on every address it sees and never asks a server on 127.0.0.0/8.
///
/// The namespaces belong to a user namespace of their own: whoever runs in them may bind port 123
/// there and has no right over the machine, whose clock only the first user namespace may set. They
/// have no names, so there is nothing to leave behind: they are gone with the last process in them,
/// and each of these dies with the thread that started it.
final class TwoHosts implements AutoCloseable {

  /// A host, where our side or the peer's runs.
  enum Host {
    OURS("mt0"),
    PEERS("mt1");

    private final String device;

    Host(String device) {
      this.device = device;
    }
  }

  private static final Duration SHORT = Duration.ofSeconds(20);
  private static final int CAP_SYS_TIME = 25;
  private static final List<String> CAPABILITY_SETS =
      List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb");

  private final Path directory;

  /// The process that keeps each host's namespaces.
  private final Map<Host, Program> keepers = new EnumMap<>(Host.class);

  private TwoHosts(Path directory) {
    this.directory = directory;
  }

  /// Makes both hosts, with no addresses but 127.0.0.1.
  ///
  /// @param directory in which programs start
  /// @throws RuntimeException when `unshare`, `nsenter`, `setpriv` or `ip` is missing
  /// @throws AssertionError when the system forbids user namespaces
  static TwoHosts create(Path directory) {
    TwoHosts hosts = new TwoHosts(directory);
    try {
      hosts.keep(Host.OURS, List.of("unshare", "--user", "--map-root-user", "--net"));
      hosts.keep(Host.PEERS, hosts.on(Host.OURS, List.of("unshare", "--net")));
      hosts.join();
      return hosts;
    } catch (RuntimeException | AssertionError e) {
      hosts.close();
      throw e;
    }
  }

  /// Gives a host one address more, in a network of 256.
  void addAddress(Host host, String address) {
    ip(host, "address", "add", address + "/24", "dev", host.device);
  }

  /// Sends what a host has for multicast groups over the cable, and lets it join them there.
  void routeMulticasts(Host host) {
    ip(host, "route", "add", "224.0.0.0/4", "dev", host.device);
  }

  /// Sends whatever a host has for anybody unknown over the cable, where it is lost.
  void routeEverybodyElse(Host host) {
    // Without asking who has that address, which nobody would answer.
    ip(host, "link", "set", host.device, "arp", "off");
    ip(host, "route", "add", "default", "dev", host.device);
  }

  /// Starts a program on a host, as root of nothing but the two hosts.
  Program start(Host host, List<String> command) {
    List<String> mortal = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL"));
    mortal.addAll(command);
    return Program.start(directory, on(host, mortal));
  }

  /// Starts a program on a host with no capability but to bind low ports, and makes sure that it
  /// cannot set the clock.
  ///
  /// @param name of the program in the end, whatever the command starts on the way there
  /// @throws AssertionError when it could; it is killed then
  Program startHarmless(Host host, String name, List<String> command) {
    List<String> stripped =
        new ArrayList<>(
            List.of(
                "setpriv",
                "--no-new-privs",
                "--inh-caps=-all",
                "--bounding-set=-all,+net_bind_service"));
    stripped.addAll(command);
    Program program = start(host, stripped);
    try {
      awaitName(program, name);
      for (String set : CAPABILITY_SETS) {
        long capabilities = HexFormat.fromHexDigitsToLong(status(program, set));
        assertThat(capabilities >>> CAP_SYS_TIME & 1).as("CAP_SYS_TIME in %s", set).isZero();
      }
      assertThat(userNamespace(Long.toString(program.pid()))).isNotEqualTo(userNamespace("self"));
      return program;
    } catch (RuntimeException | AssertionError e) {
      program.kill();
      throw e;
    }
  }

  /// Programs on the hosts are for their starters to end.
  @Override
  public void close() {
    keepers.values().forEach(Program::kill);
  }

  private void keep(Host host, List<String> inNewNamespaces) {
    List<String> command = new ArrayList<>(inNewNamespaces);
    command.addAll(List.of("setpriv", "--pdeathsig", "KILL", "sleep", "infinity"));
    Program keeper = Program.start(directory, command);
    keepers.put(host, keeper);
    awaitName(keeper, "sleep");
  }

  private void join() {
    String peers = Long.toString(keeper(Host.PEERS).pid());
    ip(
        Host.OURS,
        "link",
        "add",
        Host.OURS.device,
        "type",
        "veth",
        "peer",
        "name",
        Host.PEERS.device,
        "netns",
        peers);
    for (Host host : Host.values()) {
      // Without a link-local IPv6 address, which would become usable only after a second or two.
      ip(host, "link", "set", host.device, "addrgenmode", "none");
      ip(host, "link", "set", host.device, "up");
      ip(host, "link", "set", "lo", "up");
    }
  }

  private void ip(Host host, String... arguments) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    Program.Finished finished = Program.run(directory, SHORT, on(host, command));
    assertThat(finished.status()).as("%s: %s", command, finished.output()).isZero();
  }

  private List<String> on(Host host, List<String> command) {
    List<String> whole =
        new ArrayList<>(
            List.of(
                "nsenter",
                "--target=" + keeper(host).pid(),
                "--user",
                "--net",
                "--preserve-credentials"));
    whole.addAll(command);
    return whole;
  }

  private Program keeper(Host host) {
    Program keeper = keepers.get(host);
    if (keeper == null) {
      throw new IllegalStateException("no host " + host);
    }
    return keeper;
  }

  private static void awaitName(Program program, String name) {
    program.awaitUntil("the start of " + name, SHORT, () -> status(program, "Name").equals(name));
  }

  /// A field of `/proc/PID/status`; empty when the process has ended.
  private static String status(Program program, String field) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + program.pid() + "/status"))) {
        if (line.startsWith(field + ":")) {
          return line.substring(field.length() + 1).strip();
        }
      }
      return "";
    } catch (IOException e) {
      return "";
    }
  }

  private static Path userNamespace(String process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + process + "/ns/user"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
