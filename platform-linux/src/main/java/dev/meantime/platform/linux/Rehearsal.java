// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.DatagramService;
import dev.meantime.platform.WallClock;
import dev.meantime.platform.spi.PostBox;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/// Lets a server answer itself on the loopback interface until the compiler has seen its way
/// through the code: the first second of a busy server would lose packets otherwise. What it
/// practises on has no effect on anything.
final class Rehearsal {

  /// How long it may take, nanoseconds: as long as it takes a user to wonder.
  private static final long LONGEST_NANOS = 700_000_000L;

  /// How often the way is taken; the compiler's own threshold is 15,000 passes through a loop.
  private static final int ROUNDS = 1500;

  private static final int BURST = 32;

  private final DatagramService service;
  private final WallClock clock;
  private final PostBox postBox;

  private Rehearsal(DatagramService service, WallClock clock, PostBox postBox) {
    this.service = service;
    this.clock = clock;
    this.postBox = postBox;
  }

  static Rehearsal of(DatagramService service, WallClock clock, PostBox postBox) {
    return new Rehearsal(service, clock, postBox);
  }

  /// Practises. Where the loopback interface cannot be used, it goes without.
  void run() {
    Arena arena = Arena.ofAuto();
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    try (LinuxSocket serverSocket = open(arena, loopback);
        LinuxSocket clientSocket = open(arena, loopback)) {
      InetSocketAddress at = (InetSocketAddress) serverSocket.localAddress();
      clientSocket.connect(at);
      ServerSocket server =
          new ServerSocket(
              serverSocket,
              at,
              new ServerSocket.Loop(postBox, datagram -> {}),
              new ServerTrafficCounts());
      ServerWorker worker =
          new ServerWorker(
              List.of(server), ServerWorker.Bypass.NONE, service.rehearsal(), clock, -1, arena);
      practise(worker, server, new PractisingClient(clientSocket, arena));
      worker.close();
    } catch (IOException _) {
      // It only costs the first packets.
    }
  }

  private void practise(ServerWorker worker, ServerSocket server, PractisingClient client) {
    long start = System.nanoTime();
    int number = 0;
    for (int i = 0; i < ROUNDS && System.nanoTime() - start < LONGEST_NANOS; i++) {
      for (int j = 0; j < BURST; j++) {
        client.send(service.rehearsalDatagram(number++));
      }
      worker.rehearse(server);
      client.drain();
    }
  }

  private static LinuxSocket open(Arena arena, InetSocketAddress local) throws IOException {
    LinuxSocket socket =
        new LinuxSocket(
            Abi.AF_INET, new SocketCalls(arena), arena.allocate(LinuxSocket.SCRATCH, Long.BYTES));
    try {
      socket.reportDestinations();
      socket.takeTimestampsOnRequest();
      socket.reportOverflow();
      socket.bind(local);
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }
}
