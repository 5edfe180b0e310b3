// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// Two virtual network interfaces, one here for the server and one in a network namespace of its
/// own for a client. Needs root.
final class VethPair {

  /// Asks once from a connected socket, so that its kernel judges addresses, ports and checksums.
  private static final String CLIENT =
      """
      #include <netdb.h>
      #include <poll.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>
      #include <sys/socket.h>
      #include <unistd.h>
      int main(int argc, char **argv) {
        struct addrinfo hints = {.ai_socktype = SOCK_DGRAM, .ai_flags = AI_NUMERICHOST}, *to;
        if (argc != 4 && argc != 5 || getaddrinfo(argv[1], argv[2], &hints, &to)) return 2;
        int fd = socket(to->ai_family, SOCK_DGRAM, 0);
        if (connect(fd, to->ai_addr, to->ai_addrlen)) return 3;
        unsigned char data[2048];
        size_t length = strlen(argv[3]) / 2;
        for (size_t i = 0; i < length; i++) {
          char digits[3] = {argv[3][2 * i], argv[3][2 * i + 1], 0};
          data[i] = strtol(digits, 0, 16);
        }
        struct pollfd ready = {.fd = fd, .events = POLLIN};
        if (argc == 5) {
          long wanted = atol(argv[4]), sent = 0, received = 0;
          do {
            long most = wanted < 0 ? -wanted : wanted;
            while (sent < most && sent < received + 256) {
              if (send(fd, data, length, 0) != (ssize_t) length) return 4;
              sent++;
            }
            if (wanted < 0 || poll(&ready, 1, 3000) != 1) break;
            while (recv(fd, data + 1024, 1024, MSG_DONTWAIT) > 0) received++;
          } while (received < wanted);
          printf("%ld", received);
          return 0;
        }
        if (send(fd, data, length, 0) != (ssize_t) length) return 4;
        if (poll(&ready, 1, 3000) == 1) {
          ssize_t received = recv(fd, data, sizeof data, 0);
          for (ssize_t i = 0; i < received; i++) printf("%02x", data[i]);
        }
        return 0;
      }
      """;

  private static final String QUEUES = " numrxqueues 2 numtxqueues 2";

  private final String namespace;
  private final String device;
  private final String net4;
  private final String net6;
  private final Path client;

  private VethPair(Path directory) {
    long pid = ProcessHandle.current().pid();
    namespace = "meantime-" + pid;
    device = "mtx" + pid;
    net4 = "198.19." + pid % 256 + ".";
    net6 = "fd6d:7478:" + Long.toHexString(pid % 0x1_0000) + "::";
    client = directory.resolve("client");
  }

  static VethPair create(Path directory) throws IOException, InterruptedException {
    VethPair pair = new VethPair(directory);
    Path source = directory.resolve("client.c");
    Files.writeString(source, CLIENT);
    run("gcc", "-o", pair.client.toString(), source.toString());
    try {
      pair.setUp();
      return pair;
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      pair.remove();
      throw e;
    }
  }

  private void setUp() throws IOException, InterruptedException {
    String peer = device + "c";
    run("ip", "netns", "add", namespace);
    String pair =
        "ip link add " + device + QUEUES + " type veth peer name " + peer + QUEUES + " netns ";
    run((pair + namespace).split(" "));
    addAddress(1);
    run("ip", "link", "set", device, "up");
    inside("ip", "address", "add", net4 + "77/24", "dev", peer);
    inside("ip", "address", "add", net6 + "77/64", "dev", peer, "nodad");
    inside("ip", "link", "set", peer, "up");
  }

  /// Gives the server's interface one more address of each family.
  void addAddress(int number) throws IOException, InterruptedException {
    run("ip", "address", "add", net4 + number + "/24", "dev", device);
    run("ip", "address", "add", net6 + number + "/64", "dev", device, "nodad");
  }

  String device() {
    return device;
  }

  InetAddress ipv4(int number) {
    return InetAddress.ofLiteral(net4 + number);
  }

  InetAddress ipv6(int number) {
    return InetAddress.ofLiteral(net6 + number);
  }

  /// What the client gets in answer, nothing after three seconds.
  byte[] ask(InetAddress server, int port, byte[] request)
      throws IOException, InterruptedException {
    String data = HexFormat.of().formatHex(request);
    return HexFormat.of()
        .parseHex(inside(client.toString(), server.getHostAddress(), Integer.toString(port), data));
  }

  /// Asks that often, many times before the first answer, and awaits every answer.
  void flood(InetAddress server, int port, int times) throws IOException, InterruptedException {
    String data = HexFormat.of().formatHex(XdpFrames.request());
    assertThat(
            inside(
                client.toString(),
                server.getHostAddress(),
                Integer.toString(port),
                data,
                Integer.toString(times)))
        .isEqualTo(Integer.toString(times));
  }

  /// Asks that often, at most 256 times, and awaits nothing.
  void send(InetAddress server, int port, int times) throws IOException, InterruptedException {
    String data = HexFormat.of().formatHex(XdpFrames.request());
    String host = server.getHostAddress();
    inside(client.toString(), host, Integer.toString(port), data, Integer.toString(-times));
  }

  /// Has both interfaces take frames that are too long for this driver's way of running programs,
  /// which leaves the network stack's.
  void keepDriverFromRunningPrograms() throws IOException, InterruptedException {
    run("ip", "link", "set", device, "mtu", "9000");
    inside("ip", "link", "set", device + "c", "mtu", "9000");
  }

  /// Who runs an XDP program on the server's interface: `xdp` for the driver, `xdpgeneric` for the
  /// network stack, or nobody.
  String program() throws IOException, InterruptedException {
    return run("ip", "link", "show", "dev", device)
        .lines()
        .flatMap(line -> Stream.of(line.split(" ")))
        .filter(word -> word.equals("xdp") || word.equals("xdpgeneric"))
        .findFirst()
        .orElse("");
  }

  private String inside(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    all.addAll(List.of(command));
    return run(all.toArray(String[]::new));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", String.join(" ", command), output).isZero();
    return output;
  }

  /// Also what there is of one that could not be set up.
  void remove() throws IOException, InterruptedException {
    for (String[] command :
        new String[][] {{"ip", "link", "delete", device}, {"ip", "netns", "delete", namespace}}) {
      var _ = new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }
  }
}
