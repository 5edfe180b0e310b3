// SPDX-License-Identifier: Apache-2.0
package dev.meantime.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A server's host and a client's: network namespaces joined by a veth pair. They have no names, so
/// that nothing is left behind: they are gone with the last process in them, and the processes that
/// keep them die with this one.
final class Hosts implements AutoCloseable {

  static final String SERVER_DEVICE = "mt-server";
  static final String CLIENT_DEVICE = "mt-client";

  private final Process server;
  private final Process client;

  private Hosts(Process server, Process client) {
    this.server = server;
    this.client = client;
  }

  /// Makes both hosts. The addresses and those of the senders are load.c's.
  static Hosts create() throws IOException {
    Process server = keeper();
    Process client = keeper();
    Hosts hosts = new Hosts(server, client);
    try {
      hosts.join();
      return hosts;
    } catch (IOException | RuntimeException e) {
      hosts.close();
      throw e;
    }
  }

  private static Process keeper() throws IOException {
    // The shell tells when the namespace is there, and waits for its input to end.
    Process keeper =
        new ProcessBuilder(
                "unshare", "--net", "setpriv", "--pdeathsig", "KILL", "sh", "-c", "echo; read _")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (keeper.getInputStream().read() < 0) {
      throw new IOException("no network namespace: root is needed");
    }
    return keeper;
  }

  private void join() throws IOException {
    String peer = Long.toString(client.pid());
    onServer(
        ("ip link add " + SERVER_DEVICE + " address 02:00:00:00:00:01 type veth peer name ")
            + (CLIENT_DEVICE + " address 02:00:00:00:00:02 netns " + peer));
    onServer("ip link set " + SERVER_DEVICE + " addrgenmode none");
    onClient("ip link set " + CLIENT_DEVICE + " addrgenmode none");
    onServer("ip link set lo up");
    onServer("ip link set " + SERVER_DEVICE + " up");
    onClient("ip link set " + CLIENT_DEVICE + " up");
    onServer("ip address add 10.123.0.1/24 dev " + SERVER_DEVICE);
    // Nobody's: the client's IP stack drops answers at once, and only the generator sees them.
    onServer(
        "ip neighbour add 10.123.0.2 lladdr 02:00:00:00:00:03 nud permanent dev " + SERVER_DEVICE);
    onServer("ip route add 10.123.64.0/18 via 10.123.0.2");
  }

  private void onServer(String command) throws IOException {
    Shell.output(inServer(List.of(command.split(" "))));
  }

  private void onClient(String command) throws IOException {
    Shell.output(inClient(List.of(command.split(" "))));
  }

  List<String> inServer(List<String> command) {
    return in(server, command);
  }

  List<String> inClient(List<String> command) {
    return in(client, command);
  }

  private static List<String> in(Process keeper, List<String> command) {
    List<String> whole = new ArrayList<>(List.of("nsenter", "--target=" + keeper.pid(), "--net"));
    whole.addAll(command);
    return whole;
  }

  /// Files of the benchmark.
  static Path scratch() {
    return Path.of(System.getProperty("benchmark.scratch"));
  }

  @Override
  public void close() {
    server.destroyForcibly();
    client.destroyForcibly();
  }
}
