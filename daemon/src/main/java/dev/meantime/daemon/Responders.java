// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.crypto.KeyRing;
import dev.meantime.crypto.SymmetricKey;
import dev.meantime.engine.respond.AccessTable;
import dev.meantime.engine.respond.ClientLog;
import dev.meantime.engine.respond.NtpResponder;
import dev.meantime.engine.respond.Practice;
import dev.meantime.engine.respond.RateLimit;
import dev.meantime.engine.respond.ResponderOptions;
import dev.meantime.engine.respond.ServerCounters;
import dev.meantime.engine.respond.ServerView;
import dev.meantime.platform.DatagramAnswerer;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.DatagramService;
import dev.meantime.platform.Entropy;
import dev.meantime.wire.Mode;
import dev.meantime.wire.NtpPacket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// One responder for each thread of the server, which keeps what it knows of its clients when the
/// sockets are opened anew. The loop makes them and reads their counters; each belongs to its
/// thread.
final class Responders implements DatagramService {

  /// So many of a rehearsal's datagrams, of the octets of a client's request, differ.
  private static final int REHEARSED_CLIENTS = 64;

  /// A responder, and what is to be done on its thread.
  private record Worker(NtpResponder responder, Queue<Runnable> tasks) {}

  private static final long REHEARSAL_LOG = 65_536;

  /// So generous that nothing is dropped: on the sockets it is answering that is practised.
  private static final RateLimit REHEARSAL_LIMIT = new RateLimit(true, -19, 255, 1, 0);

  private final ResponderOptions options;
  private final List<SymmetricKey> keys;
  private final Entropy entropy;
  private final DatagramHandler loopHandler;
  private final EventLog log;
  private final List<Worker> workers = new ArrayList<>();
  private volatile ServerView view;

  /// @param loopHandler takes what is the loop's business
  Responders(
      ResponderOptions options,
      List<SymmetricKey> keys,
      Entropy entropy,
      ServerView view,
      DatagramHandler loopHandler,
      EventLog log) {
    this.options = options;
    this.keys = keys;
    this.entropy = entropy;
    this.view = view;
    this.loopHandler = loopHandler;
    this.log = log;
  }

  /// What all responders take up with their next batch.
  void publish(ServerView next) {
    view = next;
  }

  /// What each counts.
  List<ServerCounters> counters() {
    return workers.stream().map(worker -> worker.responder().counters()).toList();
  }

  /// What each remembers of its clients, to be read only.
  List<ClientLog> clients() {
    return workers.stream().map(worker -> worker.responder().clients()).toList();
  }

  /// Sets the counts of one client to zero, with the next batch of its responder.
  ///
  /// @param responder the position in {@link #clients}
  /// @param index the client's
  void resetCounts(int responder, int index) {
    Worker worker = workers.get(responder);
    worker.tasks().add(() -> worker.responder().clients().resetCounts(index));
  }

  @Override
  public DatagramAnswerer answerer(int thread) {
    while (workers.size() <= thread) {
      workers.add(
          new Worker(
              new NtpResponder(options, new KeyRing(keys), view, entropy.nextLong()),
              new ConcurrentLinkedQueue<>()));
    }
    Worker worker = workers.get(thread);
    return new ServerAnswerer(worker.responder(), () -> view, worker.tasks());
  }

  @Override
  public DatagramAnswerer rehearsal(long wallNanos) {
    ServerView now = view;
    Practice.with(() -> rehearsing(options.rateLimit(), now), now, keys, wallNanos);
    AccessTable everyone =
        AccessTable.of(
            List.of(
                new AccessTable.Rule(0, 0xffffL << 32, AccessTable.IPV4_BITS, true, false),
                new AccessTable.Rule(0, 0, 0, true, false)));
    ServerView open =
        new ServerView(
            now.clock(),
            everyone,
            now.peers(),
            now.servers(),
            now.broadcasts(),
            false,
            false,
            now.monotonic(),
            now.steps());
    RateLimit limit = options.rateLimit().enabled() ? REHEARSAL_LIMIT : RateLimit.NONE;
    return new ServerAnswerer(rehearsing(limit, open), () -> open, new ConcurrentLinkedQueue<>());
  }

  private NtpResponder rehearsing(RateLimit limit, ServerView begin) {
    long room = Math.min(options.clientLogLimit(), REHEARSAL_LOG);
    return new NtpResponder(
        new ResponderOptions(options.precision(), limit, room),
        new KeyRing(keys),
        begin,
        entropy.nextLong());
  }

  /// Requests of both modes, and one in four with a key, where there are keys.
  @Override
  public byte[] rehearsalDatagram(int number) {
    byte[] request = new byte[NtpPacket.HEADER_LENGTH];
    ByteBuffer fields = ByteBuffer.wrap(request);
    fields.put(0, (byte) (4 << 3 | Mode.CLIENT.code()));
    if (number % 2 == 1) {
      fields.putLong(24, 2L * (number % REHEARSED_CLIENTS) + 1);
    }
    fields.putLong(40, number + 1L);
    return number % 4 == 3 && !keys.isEmpty()
        ? new KeyRing(keys).seal(request, keys.getFirst().wireId())
        : request;
  }

  @Override
  public DatagramHandler loopHandler() {
    return loopHandler;
  }

  @Override
  public void onBypass(boolean present, String sentence) {
    if (present) {
      log.info(sentence);
    } else {
      log.warn(sentence);
    }
  }
}
