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
    // With a /sys of its own: a server looks there for what its interfaces can do.
    Process server = keeper("mount -t sysfs meantime /sys && echo; read _", "--mount");
    Process client = keeper("echo; read _");
    Hosts hosts = new Hosts(server, client);
    try {
      hosts.join();
      return hosts;
    } catch (IOException | RuntimeException e) {
      hosts.close();
      throw e;
    }
  }

  /// @param script that tells when the namespace is there, and waits for its input to end
  private static Process keeper(String script, String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of("unshare", "--net"));
    command.addAll(List.of(more));
    command.addAll(List.of("setpriv", "--pdeathsig", "KILL", "sh", "-c", script));
    Process keeper =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
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
    return in(server, command, "--mount");
  }

  List<String> inClient(List<String> command) {
    return in(client, command);
  }

  private static List<String> in(Process keeper, List<String> command, String... more) {
    List<String> whole = new ArrayList<>(List.of("nsenter", "--target=" + keeper.pid(), "--net"));
    whole.addAll(List.of(more));
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
