// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.DatagramAnswerer;
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

  /// How long it may take for each family of addresses, nanoseconds: as long as it takes a user to
  /// wonder.
  private static final long LONGEST_NANOS = 400_000_000L;

  /// How often the way is taken; the compiler's own threshold is 15,000 passes through a loop.
  private static final int ROUNDS = 2000;

  /// Requests come in such numbers, in turns.
  private static final int[] BURSTS = {32, 1};

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
    DatagramAnswerer answerer = service.rehearsal(clock.nowNanos());
    run(InetAddress.ofLiteral("127.0.0.1"), answerer, arena);
    run(InetAddress.ofLiteral("::1"), answerer, arena);
  }

  private void run(InetAddress loopback, DatagramAnswerer answerer, Arena arena) {
    try (LinuxSocket serverSocket = open(arena, loopback);
        LinuxSocket clientSocket = open(arena, loopback)) {
      InetSocketAddress at = (InetSocketAddress) serverSocket.localAddress();
      clientSocket.connect(at);
      ServerSocket server =
          new ServerSocket(
              serverSocket,
              at,
              new ServerSocket.Loop(postBox, datagram -> {}),
              new ServerTrafficCounts(),
              new CardStamps());
      ServerWorker worker =
          new ServerWorker(List.of(server), ServerWorker.Bypass.NONE, answerer, clock, -1, arena);
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
      for (int j = 0; j < BURSTS[i % BURSTS.length]; j++) {
        client.send(service.rehearsalDatagram(number++));
      }
      worker.rehearse(server, i % 4 < 2);
      client.drain();
    }
  }

  private static LinuxSocket open(Arena arena, InetAddress local) throws IOException {
    LinuxSocket socket =
        new LinuxSocket(
            SocketAddresses.family(local),
            new SocketCalls(arena),
            arena.allocate(LinuxSocket.SCRATCH, Long.BYTES));
    try {
      socket.reportDestinations();
      socket.takeTimestampsOnRequest();
      socket.limitWaits(LinuxServerSockets.LONGEST_WAIT_NANOS);
      socket.reportOverflow();
      socket.bind(new InetSocketAddress(local, 0));
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }
}
