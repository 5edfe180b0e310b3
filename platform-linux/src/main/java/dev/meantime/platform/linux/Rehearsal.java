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
import java.util.stream.IntStream;

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

  /// The same for frames, which cost less.
  private static final int FRAME_ROUNDS = 6000;

  private static final int[] FRAME_BURSTS = {32, 1, 3, 2};

  /// So many requests are taken for frames.
  private static final int DIFFERENT = 64;

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
  ///
  /// @param bypass whether on frames too
  void run(boolean bypass) {
    Arena arena = Arena.ofAuto();
    DatagramAnswerer answerer = service.rehearsal(clock.nowNanos());
    run(InetAddress.ofLiteral("127.0.0.1"), answerer, arena);
    run(InetAddress.ofLiteral("::1"), answerer, arena);
    if (bypass) {
      runOnFrames(answerer, arena);
    }
  }

  /// What would have a network card send has this socket send itself empty datagrams, most of which
  /// it has no room for, and which make it readable.
  private void runOnFrames(DatagramAnswerer answerer, Arena arena) {
    try (LinuxSocket socket = open(arena, InetAddress.ofLiteral("127.0.0.1"));
        PractisingQueue queue = new PractisingQueue(socket.fd(), arena)) {
      socket.connect((InetSocketAddress) socket.localAddress());
      var _ = XdpCalls.send(socket.fd());
      XdpSocket server =
          new XdpSocket(queue, new ThreadWallClock(clock, arena), new ServerTrafficCounts(), 0);
      ServerWorker worker =
          new ServerWorker(List.of(), List.of(server), answerer, clock, -1, arena);
      practise(worker, queue);
      worker.close();
    } catch (IOException _) {
      // It only costs the first packets.
    }
  }

  private void practise(ServerWorker worker, PractisingQueue queue) {
    List<byte[]> requests =
        IntStream.range(0, DIFFERENT)
            .mapToObj(service::rehearsalDatagram)
            .filter(request -> request.length == Frames.REQUEST)
            .toList();
    long start = System.nanoTime();
    int number = 0;
    for (int i = 0; i < FRAME_ROUNDS && System.nanoTime() - start < LONGEST_NANOS; i++) {
      int count = FRAME_BURSTS[i % FRAME_BURSTS.length];
      for (int j = 0; j < count; j++) {
        queue.arrive(requests.get(number % requests.size()), number);
        number++;
      }
      int atOnce = i % 8 == 0 ? 0 : count;
      queue.sendAtOnce(atOnce);
      worker.rehearse();
      queue.takeReplies(atOnce);
    }
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
          new ServerWorker(List.of(server), List.of(), answerer, clock, -1, arena);
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
