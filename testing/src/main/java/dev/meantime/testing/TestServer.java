// SPDX-License-Identifier: Apache-2.0
package dev.meantime.testing;

import dev.meantime.crypto.KeyRing;
import dev.meantime.crypto.SymmetricKey;
import dev.meantime.wire.Decoded;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.PacketCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// An NTP server inside the test, on a loopback port of its own. What it answers is scripted by a
/// {@link Behaviour} that may change while it runs.
///
/// ```
/// try (TestServer server = TestServer.start()) {
///   server.behave(Behaviour.truthful().withOffset(0.25).with(new Fault.Loss(0.5, 42)));
///   // point a client at server.address()
/// }
/// ```
///
/// One daemon thread of its own does all the work; every method may be called from any thread.
/// Without keys it answers requests without MAC only; with keys also authentic ones, and to what it
/// cannot authenticate it stays silent, as chronyd does.
public final class TestServer implements AutoCloseable {

  private static final long NANOS = 1_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final long CLOSE_MILLIS = 5000;

  private final Setup setup;
  private final DatagramChannel channel;
  private final DatagramChannel otherChannel;
  private final Selector selector;
  private final InetSocketAddress address;
  private final Thread thread;
  private final Object lock = new Object();

  private volatile Script script;
  private volatile boolean closed;

  // Guarded by the lock.
  private long requests;
  private long replies;
  private long rejected;
  private @Nullable NtpPacket lastRequest;
  private @Nullable IOException failure;

  /// How a server starts.
  ///
  /// @param address where it listens; port 0 picks a free one
  /// @param clock true time in nanoseconds since the Unix epoch
  /// @param keys with which it authenticates
  /// @param behaviour until {@link TestServer#behave} changes it
  public record Setup(
      InetSocketAddress address, LongSupplier clock, List<SymmetricKey> keys, Behaviour behaviour) {

    public Setup {
      keys = List.copyOf(keys);
    }

    /// Truthful, on a free port of the loopback address, by the system clock, without keys.
    public static Setup standard() {
      return new Setup(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
          TestServer::systemNanos,
          List.of(),
          Behaviour.truthful());
    }

    public Setup withAddress(InetAddress host, int port) {
      return new Setup(new InetSocketAddress(host, port), clock, keys, behaviour);
    }

    public Setup withClock(LongSupplier other) {
      return new Setup(address, other, keys, behaviour);
    }

    public Setup withKeys(SymmetricKey... others) {
      return new Setup(address, clock, List.of(others), behaviour);
    }

    public Setup withBehaviour(Behaviour other) {
      return new Setup(address, clock, keys, other);
    }
  }

  private record Pending(long dueNanos, Script.Reply reply, InetSocketAddress to) {}

  private TestServer(Setup setup) throws IOException {
    this.setup = setup;
    this.script = script(setup.behaviour());
    this.selector = Selector.open();
    this.channel = open(setup.address());
    this.otherChannel = open(new InetSocketAddress(setup.address().getAddress(), 0));
    this.address = (InetSocketAddress) channel.getLocalAddress();
    channel.register(selector, SelectionKey.OP_READ);
    this.thread = new Thread(this::run, "test-server-" + address.getPort());
    thread.setDaemon(true);
  }

  /// Starts a truthful server.
  public static TestServer start() {
    return start(Setup.standard());
  }

  /// Starts a server by the system clock that behaves like this.
  public static TestServer start(Behaviour behaviour) {
    return start(Setup.standard().withBehaviour(behaviour));
  }

  /// Starts a server.
  ///
  /// @throws UncheckedIOException if the address cannot be bound
  public static TestServer start(Setup setup) {
    try {
      TestServer server = new TestServer(setup);
      server.thread.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + setup.address(), e);
    }
  }

  public InetSocketAddress address() {
    return address;
  }

  public int port() {
    return address.getPort();
  }

  /// Changes the behaviour from the next request on. Answers already held back still leave.
  public void behave(Behaviour other) {
    script = script(other);
  }

  public Behaviour behaviour() {
    return script.behaviour();
  }

  /// Well-formed packets received, answered or not.
  public long requests() {
    synchronized (lock) {
      return requests;
    }
  }

  /// Datagrams sent, duplicates included.
  public long replies() {
    synchronized (lock) {
      return replies;
    }
  }

  /// Datagrams received that are no NTP packets, and requests whose MAC is wrong. Only the latter
  /// count as requests too.
  public long rejected() {
    synchronized (lock) {
      return rejected;
    }
  }

  /// The last well-formed packet received.
  public Optional<NtpPacket> lastRequest() {
    synchronized (lock) {
      return Optional.ofNullable(lastRequest);
    }
  }

  /// Waits until this many requests have come since the start, or the time is over, and returns
  /// whether they came.
  public boolean awaitRequests(long count, Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    synchronized (lock) {
      while (requests < count) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        lock.wait(left / NANOS_PER_MILLI + 1);
      }
      return true;
    }
  }

  /// Stops answering and frees the port.
  ///
  /// @throws IllegalStateException if the server had failed before, which explains why a test saw
  ///   no answers
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (lock) {
      if (failure != null) {
        throw new IllegalStateException("the server on " + address + " had failed", failure);
      }
    }
  }

  private void run() {
    try (selector;
        channel;
        otherChannel) {
      serve();
    } catch (IOException e) {
      synchronized (lock) {
        failure = e;
        lock.notifyAll();
      }
    }
  }

  private void serve() throws IOException {
    PriorityQueue<Pending> pending =
        new PriorityQueue<>((a, b) -> Long.signum(a.dueNanos() - b.dueNanos()));
    ByteBuffer buffer = ByteBuffer.allocate(PacketCodec.MAX_LENGTH + 4);
    while (!closed) {
      await(pending);
      buffer.clear();
      InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
      long arrivalNanos = setup.clock().getAsLong();
      if (from != null) {
        handle(buffer, from, arrivalNanos, pending);
      }
      sendDue(pending);
    }
  }

  private Script script(Behaviour behaviour) {
    return new Script(behaviour, new KeyRing(setup.keys()), setup.clock());
  }

  /// Until a datagram is there or a held answer is due. The selector counts in milliseconds: the
  /// last one is spent polling, so that an answer leaves on time.
  private void await(PriorityQueue<Pending> pending) throws IOException {
    Pending next = pending.peek();
    long millis = next == null ? 0 : (next.dueNanos() - System.nanoTime()) / NANOS_PER_MILLI;
    if (next == null || millis > 0) {
      selector.select(millis);
    } else {
      selector.selectNow();
    }
    selector.selectedKeys().clear();
  }

  private void handle(
      ByteBuffer buffer,
      InetSocketAddress from,
      long arrivalNanos,
      PriorityQueue<Pending> pending) {
    byte[] data = new byte[buffer.flip().remaining()];
    buffer.get(data);
    int length = data.length;
    if (!(PacketCodec.decode(data, length) instanceof Decoded.Packet request)) {
      synchronized (lock) {
        rejected++;
      }
      return;
    }
    Script.Outcome outcome = script.respond(data, length, request, from.getPort(), arrivalNanos);
    long now = System.nanoTime();
    for (Script.Reply reply : outcome.replies()) {
      pending.add(new Pending(now + reply.delayNanos(), reply, from));
    }
    synchronized (lock) {
      requests++;
      if (!outcome.authentic()) {
        rejected++;
      }
      lastRequest = request.packet();
      lock.notifyAll();
    }
  }

  private void sendDue(PriorityQueue<Pending> pending) throws IOException {
    while (true) {
      Pending next = pending.peek();
      if (next == null || next.dueNanos() - System.nanoTime() > 0) {
        return;
      }
      pending.remove();
      DatagramChannel out = next.reply().fromOtherPort() ? otherChannel : channel;
      // Counted before it leaves: whoever holds the answer finds it counted.
      synchronized (lock) {
        replies++;
      }
      out.send(ByteBuffer.wrap(next.reply().octets()), next.to());
    }
  }

  private static DatagramChannel open(InetSocketAddress address) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    channel.bind(address);
    channel.configureBlocking(false);
    return channel;
  }

  private static long systemNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * NANOS + now.getNano();
  }
}
