// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramAnswerer;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.ServerDatagram;
import dev.meantime.platform.Timestamp;
import dev.meantime.platform.spi.PostBox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/// One socket of a server: receives a batch, has it answered, and sends the replies. One thread
/// serves; the loop's may {@linkplain #send send} beside it, for which the two take turns.
final class ServerSocket implements AutoCloseable {

  /// Where datagrams and timestamps go that are the loop's.
  ///
  /// @param handler called on the loop's thread
  record Loop(PostBox postBox, DatagramHandler handler) {}

  /// As many datagrams may wait for the loop.
  private static final int MOST_HANDED_OVER = 1024;

  /// How many batches of errors are read at a time, so that nobody can keep the thread from
  /// serving.
  private static final int MOST_ERROR_BATCHES = 64;

  /// As many replies are finished before they are sent. With more the last ones would have been
  /// told too long before when they leave; with fewer the kernel is called more often.
  private static final int SENT_AT_ONCE = 16;

  /// At least so long after another a reply's transmit timestamp is asked for only to learn how
  /// long sending takes, nanoseconds: of a quiet server's replies each, of a busy one's one in
  /// hundreds.
  private static final long PROBE_EVERY = 5_000_000;

  /// The same while too little is known of it.
  private static final long PROBE_EVERY_WHEN_UNSURE = 200_000;

  /// The kernel's timestamp of an arrival is right unless it is this far from ours.
  private static final long PLAUSIBLE_NANOS = 1_000_000_000L;

  private final LinuxSocket socket;
  private final InetSocketAddress local;
  private final Loop loop;
  private final ServerTrafficCounts counts;
  private final CardStamps cards;
  private final boolean stampedByCards;
  private final AtomicInteger handedOver = new AtomicInteger();
  private final Object turn = new Object();
  private final TransmitStamps stamps = new TransmitStamps();
  private final Departures departures = new Departures();

  // Of each reply of a batch.
  private final long[] tokens = new long[DatagramBatch.SIZE];
  private final int[] offsets = new int[DatagramBatch.SIZE];
  private final long[] departing = new long[DatagramBatch.SIZE];
  private final long[] expected = new long[DatagramBatch.SIZE];
  private long overflowed;
  private long lastServed;
  private boolean rested;
  private long lastProbe;
  private int probes;
  private int probed;
  private long probeEvery = PROBE_EVERY;
  private boolean asked;
  private boolean cardsStampSending;

  /// @param socket bound
  /// @param local its address
  ServerSocket(
      LinuxSocket socket,
      InetSocketAddress local,
      Loop loop,
      ServerTrafficCounts counts,
      CardStamps cards) {
    this.cards = cards;
    this.stampedByCards = cards.isEnabled();
    this.socket = socket;
    this.local = local;
    this.loop = loop;
    this.counts = counts;
  }

  int fd() {
    return socket.fd();
  }

  InetSocketAddress local() {
    return local;
  }

  /// Receives a batch and answers it.
  ///
  /// @param waits whether to wait a moment for one
  /// @return how many datagrams there were; not above 0 when there were none
  int serve(
      boolean waits,
      DatagramBatch batch,
      ServerClock clock,
      DatagramAnswerer answerer,
      ServerDatagram datagram) {
    asked = false;
    int count = waits ? batch.await(socket.fd()) : batch.receive(socket.fd());
    if (count <= 0) {
      return count;
    }
    long now = clock.begin();
    rested = Math.abs(now - lastServed) >= Departures.REST;
    lastServed = now;
    answerer.onBatch(now);
    // Over time each place in a batch has its turn.
    probed = ++probes % count;
    probeEvery = departures.isUnsure(rested) ? PROBE_EVERY_WHEN_UNSURE : PROBE_EVERY;
    for (int i = 0; i < count; i++) {
      answer(i, batch, clock, answerer, datagram);
    }
    counts.add(ServerTrafficCounts.RECEIVED, count);
    if (batch.overflows() > overflowed) {
      counts.add(ServerTrafficCounts.OVERFLOWED, batch.overflows() - overflowed);
      overflowed = batch.overflows();
    }
    int replies = batch.replies();
    for (int from = 0; from < replies; from += SENT_AT_ONCE) {
      int to = Math.min(from + SENT_AT_ONCE, replies);
      long finished = finish(from, to, batch, clock, answerer);
      send(from, to, batch);
      departures.sent(to - from, clock.nowNanos() - finished);
    }
    asked = batch.stampedBetween(0, replies) > 0;
    batch.reuse(count);
    return count;
  }

  /// Whether transmit timestamps of the last batch were asked for: they should be read before many
  /// more are.
  boolean hasAskedForTimestamps() {
    return asked;
  }

  private void answer(
      int i,
      DatagramBatch batch,
      ServerClock clock,
      DatagramAnswerer answerer,
      ServerDatagram datagram) {
    if (batch.isTruncated(i)) {
      counts.add(ServerTrafficCounts.TRUNCATED, 1);
      return;
    }
    batch.look(i);
    long now = clock.nowNanos();
    long kernel = batch.kernelNanos();
    boolean byKernel = kernel != 0 && Math.abs(now - kernel) <= PLAUSIBLE_NANOS;
    long received = byKernel ? kernel : now;
    Timestamp.Source source = byKernel ? Timestamp.Source.KERNEL : Timestamp.Source.DAEMON;
    if (stampedByCards) {
      long card = receivedByCard(i, batch, received);
      source = card != LinuxStampingCard.NONE ? Timestamp.Source.HARDWARE : source;
      received = card != LinuxStampingCard.NONE ? card : received;
    }
    if (source != Timestamp.Source.DAEMON) {
      boolean byCard = source == Timestamp.Source.HARDWARE;
      counts.add(
          byCard ? ServerTrafficCounts.HARDWARE_RECEIVED : ServerTrafficCounts.KERNEL_RECEIVED, 1);
    }
    datagram.place(batch.data(), i * DatagramBatch.ROOM, batch.length(i));
    datagram.from(batch.remoteHigh(i), batch.remoteLow(i), batch.remotePort(i));
    datagram.to(batch.localHigh(), batch.localLow());
    datagram.arrived(received, source);
    int length = answerer.answer(datagram);
    if (length == DatagramAnswerer.HAND_OVER) {
      handOver(i, batch, received, source);
    } else if (length > 0) {
      boolean probe =
          i == probed && !datagram.isStamped() && Math.abs(now - lastProbe) >= probeEvery;
      lastProbe = probe ? now : lastProbe;
      int reply = batch.replies();
      tokens[reply] = probe ? TransmitStamps.PROBE : datagram.token();
      offsets[reply] = datagram.offset();
      departing[reply] = datagram.departure();
      batch.reply(i, length, probe || datagram.isStamped());
    }
  }

  private long receivedByCard(int i, DatagramBatch batch, long otherwiseNanos) {
    return cards.received(
        batch.cardNanos(),
        batch.cardIndex(),
        batch.frameOctets(),
        batch.length(i),
        batch.isIpv4(i),
        otherwiseNanos);
  }

  /// Has replies told when they leave.
  ///
  /// @param to the first that is not
  /// @return the time after that
  private long finish(
      int from, int to, DatagramBatch batch, ServerClock clock, DatagramAnswerer answerer) {
    int count = to - from;
    long lead = departures.leadNanos(rested);
    long now = clock.nowNanos();
    for (int i = from; i < to; i++) {
      expected[i] = departures.expectedNanos(now, count, i - from);
      answerer.depart(batch.data(), offsets[i], departing[i], expected[i] + lead);
    }
    long finished = clock.nowNanos();
    departures.finished(count, finished - now);
    return finished;
  }

  private void handOver(int i, DatagramBatch batch, long receivedNanos, Timestamp.Source source) {
    if (handedOver.get() >= MOST_HANDED_OVER) {
      counts.add(ServerTrafficCounts.HAND_OVER_LOST, 1);
      return;
    }
    handedOver.incrementAndGet();
    Datagram datagram =
        new Datagram(
            batch.copy(i),
            batch.sender(i),
            new InetSocketAddress(batch.destination(local.getAddress()), local.getPort()),
            new Timestamp(receivedNanos, source));
    loop.postBox()
        .post(() -> {
          handedOver.decrementAndGet();
          loop.handler().onDatagram(datagram);
        });
  }

  private void send(int first, int to, DatagramBatch batch) {
    int from = first;
    while (from < to) {
      int sent;
      synchronized (turn) {
        int number = stamps.next();
        for (int i = from; i < to; i++) {
          if (batch.isStamped(i)) {
            stamps.expect(tokens[i], expected[i], rested);
          }
        }
        sent = batch.send(socket.fd(), from, to);
        int done = from + Math.max(0, sent);
        if (done < to) {
          // Those that follow have not been numbered, and are expected anew.
          stamps.resume(number + batch.stampedBetween(from, done));
          if (batch.isStamped(done)) {
            restartStamps();
          }
        }
      }
      if (sent > 0) {
        counts.add(ServerTrafficCounts.SENT, sent);
        from += sent;
      }
      if (from < to) {
        // Whoever the next one is for asks again.
        counts.add(ServerTrafficCounts.SEND_FAILED, 1);
        from++;
      }
    }
  }

  /// Kernels differ in whether a datagram that could not be sent counts.
  private void restartStamps() {
    stamps.restart();
    try {
      socket.restartTimestampCounter();
    } catch (IOException _) {
      // Timestamps find nobody who waits for them then, and replies go without.
    }
  }

  /// Reads transmit timestamps, and throws ICMP errors away.
  void readErrors(DatagramBatch batch, DatagramAnswerer answerer) {
    int left = MOST_ERROR_BATCHES;
    int count;
    do {
      count = batch.receiveErrors(socket.fd());
      for (int i = 0; i < count; i++) {
        batch.look(i);
        if (batch.isSendTime() && batch.kernelNanos() != 0) {
          onSent(batch.sendId(), batch.kernelNanos(), answerer);
        }
        if (batch.isSendTime() && stampedByCards) {
          onSentByCard(batch, answerer);
        }
      }
      if (count > 0) {
        batch.reuse(count);
      }
      left--;
    } while (count == DatagramBatch.SIZE && left > 0);
  }

  private void onSent(int id, long nanos, DatagramAnswerer answerer) {
    long token;
    long expectedNanos;
    boolean afterRest;
    byte[] data;
    synchronized (turn) {
      int place = stamps.find(id, nanos);
      if (place < 0) {
        return;
      }
      token = stamps.token(place);
      expectedNanos = stamps.reading(place);
      afterRest = stamps.isAfterRest(place);
      data = stamps.loopData(place);
      stamps.onKernel(place, nanos);
    }
    counts.add(ServerTrafficCounts.KERNEL_SENT, 1);
    if (data.length > 0) {
      Timestamp timestamp = new Timestamp(nanos, Timestamp.Source.KERNEL);
      loop.postBox().post(() -> loop.handler().onTransmitted(data, timestamp));
      return;
    }
    if (!cardsStampSending) {
      departures.left(afterRest, expectedNanos, nanos);
    }
    if (token != TransmitStamps.PROBE) {
      answerer.onTransmitted(token, nanos, Timestamp.Source.KERNEL);
    }
  }

  /// The network card's timestamp of something whose timestamp by the kernel has come already, or
  /// never will.
  private void onSentByCard(DatagramBatch batch, DatagramAnswerer answerer) {
    long token;
    long expectedNanos;
    byte[] data;
    long nanos;
    boolean kernelToo;
    boolean afterRest;
    synchronized (turn) {
      int place = stamps.place(batch.sendId());
      if (place < 0) {
        return;
      }
      kernelToo = stamps.kernelNanos(place) != 0;
      expectedNanos = stamps.reading(place);
      afterRest = stamps.isAfterRest(place);
      long otherwise = kernelToo ? stamps.kernelNanos(place) : expectedNanos;
      nanos = cards.transmitted(batch.cardNanos(), batch.cardIndex(), otherwise);
      if (nanos == LinuxStampingCard.NONE) {
        return;
      }
      token = stamps.token(place);
      data = stamps.loopData(place);
    }
    counts.add(ServerTrafficCounts.HARDWARE_SENT, 1);
    counts.add(ServerTrafficCounts.KERNEL_SENT, kernelToo ? -1 : 0);
    if (data.length > 0) {
      Timestamp timestamp = cards.timestamp(nanos, batch.cardNanos(), batch.cardIndex());
      loop.postBox().post(() -> loop.handler().onTransmitted(data, timestamp));
      return;
    }
    cardsStampSending = true;
    departures.left(afterRest, expectedNanos, nanos);
    if (token != TransmitStamps.PROBE) {
      answerer.onTransmitted(token, nanos, Timestamp.Source.HARDWARE);
    }
  }

  /// Sends something of the loop's, on whose thread it is called.
  ///
  /// @param nowNanos the wall clock now
  void send(
      byte[] data, InetAddress from, InetSocketAddress remote, long nowNanos, LoopMessage message)
      throws IOException {
    message.fill(data, from, remote);
    synchronized (turn) {
      // What the daemon sends may be a broadcast, a reply never: anybody could have the whole
      // network answered in its own name.
      socket.allowBroadcasts(true);
      stamps.expect(data.clone(), nowNanos);
      long sent = message.send(socket.fd());
      socket.allowBroadcasts(false);
      if (sent < 0) {
        restartStamps();
        throw Errno.failed("sendmsg", sent);
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
