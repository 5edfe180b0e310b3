// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meantime.platform.AddressBits;
import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramAnswerer;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.DatagramPort;
import dev.meantime.platform.DatagramService;
import dev.meantime.platform.Platform;
import dev.meantime.platform.ServerDatagram;
import dev.meantime.platform.ServerOptions;
import dev.meantime.platform.ServerPort;
import dev.meantime.platform.Timestamp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every platform on a real machine promises of a server's sockets.
@NullMarked
public abstract class ServerSocketsContract extends PlatformHarness {

  protected ServerSocketsContract(Platform platform) {
    super(platform);
  }

  private static final byte MARK = '!';

  /// What an answerer was told of a datagram.
  protected record Seen(
      AddressBits remote, int port, AddressBits local, int length, long receivedNanos) {}

  /// Answers with the datagram in capitals and without its last octet; hands over what begins with
  /// an h, is silent to what begins with an s, and marks the reply to what begins with a d when it
  /// leaves.
  protected class Shouter implements DatagramService {
    public final ConcurrentLinkedQueue<Seen> seen = new ConcurrentLinkedQueue<>();
    public final ConcurrentLinkedQueue<Long> stamps = new ConcurrentLinkedQueue<>();
    public final Recorder loop = new Recorder();
    public final ConcurrentLinkedQueue<Long> departed = new ConcurrentLinkedQueue<>();
    public volatile long token;

    public Shouter() {}

    @Override
    public DatagramAnswerer answerer(int thread) {
      return new Answerer(true);
    }

    @Override
    public DatagramAnswerer rehearsal(long wallNanos) {
      return new Answerer(false);
    }

    @Override
    public byte[] rehearsalDatagram(int number) {
      return bytes("practice");
    }

    @Override
    public DatagramHandler loopHandler() {
      return loop;
    }

    private final class Answerer implements DatagramAnswerer {
      private final boolean real;

      Answerer(boolean real) {
        this.real = real;
      }

      @Override
      public void onBatch(long wallNanos) {}

      @Override
      public int answer(ServerDatagram datagram) {
        if (real) {
          note(datagram);
        }
        int length = datagram.length();
        byte first = length == 0 ? (byte) 's' : datagram.buffer().get(datagram.offset());
        if (first == 'h') {
          return HAND_OVER;
        }
        if (first == 's') {
          return SILENCE;
        }
        for (int i = datagram.offset(); i < datagram.offset() + length; i++) {
          datagram.buffer().put(i, (byte) Character.toUpperCase(datagram.buffer().get(i)));
        }
        if (real && token != 0) {
          datagram.stamp(token);
        }
        if (real && first == 'd') {
          datagram.departs(MARK);
        }
        return length - 1;
      }

      @Override
      public void depart(ByteBuffer buffer, int offset, long departure, long leavesNanos) {
        if (departure != 0) {
          buffer.put(offset, (byte) departure);
          departed.add(leavesNanos);
        }
      }

      private void note(ServerDatagram datagram) {
        seen.add(
            new Seen(
                new AddressBits(datagram.remoteHigh(), datagram.remoteLow()),
                datagram.remotePort(),
                new AddressBits(datagram.localHigh(), datagram.localLow()),
                datagram.length(),
                datagram.receivedNanos()));
      }

      @Override
      public void onTransmitted(long told, long epochNanos, Timestamp.Source source) {
        stamps.add(told);
        stamps.add(epochNanos);
      }
    }
  }

  protected static ServerOptions options(String... addresses) throws IOException {
    List<InetSocketAddress> locals = new ArrayList<>();
    for (String address : addresses) {
      locals.add(at(address, 0));
    }
    return new ServerOptions(locals, List.of(), "", 0, 1, List.of(), List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void answersWhereTheDatagramLies(String address) throws IOException {
    Shouter service = new Shouter();
    try (ServerPort server = platform.serverSockets().open(options(address), service)) {
      Recorder answers = new Recorder();
      DatagramPort client = open(address, answers);
      SocketAddress to = server.locals().getFirst();
      long before = platform.wallClock().nowNanos();
      client.send(bytes("question"), to);
      client.send(bytes("silence"), to);
      client.send(new byte[0], to);
      client.send(bytes("again"), to);
      runUntil(() -> answers.datagrams.size() == 2);
      assertThat(answers.texts()).containsExactly("QUESTIO", "AGAI");
      assertThat(answers.datagrams.getFirst().remote()).isEqualTo(to);
      assertThat(service.seen)
          .hasSize(4)
          .allSatisfy(seen -> {
            assertThat(seen.remote()).isEqualTo(AddressBits.of(at(address, 0).getAddress()));
            assertThat(seen.port()).isEqualTo(portOf(client));
            assertThat(seen.receivedNanos()).isBetween(before, platform.wallClock().nowNanos());
          });
      assertThat(server.traffic().received()).isEqualTo(4);
    }
  }

  @Test
  void finishesEachReplyWhenItLeaves() throws IOException {
    Shouter service = new Shouter();
    try (ServerPort server = platform.serverSockets().open(options("127.0.0.1"), service)) {
      Recorder answers = new Recorder();
      DatagramPort client = open("127.0.0.1", answers);
      long before = platform.wallClock().nowNanos();
      for (String question : List.of("dawn", "noon", "dusk")) {
        client.send(bytes(question), server.locals().getFirst());
      }
      runUntil(() -> answers.datagrams.size() == 3);
      assertThat(answers.texts()).containsExactly("!AW", "NOO", "!US");
      assertThat(service.departed)
          .hasSize(2)
          .allSatisfy(
              nanos -> assertThat(nanos).isBetween(before, platform.wallClock().nowNanos()));
    }
  }

  @Test
  void handsOverWhatTheLoopShallHave() throws IOException {
    Shouter service = new Shouter();
    try (ServerPort server = platform.serverSockets().open(options("127.0.0.1"), service)) {
      DatagramPort client = open("127.0.0.1", new Recorder());
      client.send(bytes("here"), server.locals().getFirst());
      runUntil(() -> !service.loop.datagrams.isEmpty());
      Datagram datagram = service.loop.datagrams.getFirst();
      assertThat(service.loop.texts()).containsExactly("here");
      assertThat(datagram.remote()).isEqualTo(client.localAddress());
      assertThat(server.traffic().sent()).isZero();
    }
  }

  @Test
  void listensToBothFamiliesOnOnePort() throws IOException {
    Shouter service = new Shouter();
    try (ServerPort server = platform.serverSockets().open(options("127.0.0.1", "::1"), service)) {
      assertThat(server.refusals()).isEmpty();
      for (InetSocketAddress local : server.locals()) {
        Recorder answers = new Recorder();
        open(local.getAddress().getHostAddress(), answers).send(bytes("both"), local);
        runUntil(() -> !answers.datagrams.isEmpty());
        assertThat(answers.texts()).containsExactly("BOT");
      }
    }
  }

  @Test
  void sendsFromItsOwnPort() throws IOException {
    Shouter service = new Shouter();
    try (ServerPort server = platform.serverSockets().open(options("127.0.0.1"), service)) {
      Recorder peer = new Recorder();
      DatagramPort port = open("127.0.0.1", peer);
      server.send(
          bytes("hello"), at("0.0.0.0", 0).getAddress(), (InetSocketAddress) port.localAddress());
      runUntil(() -> !peer.datagrams.isEmpty());
      assertThat(peer.texts()).containsExactly("hello");
      assertThat(peer.datagrams.getFirst().remote()).isEqualTo(server.locals().getFirst());
    }
  }

  @Test
  void tellsWhatItCouldNotOpenAndDoesWithout() throws IOException {
    DatagramPort taken = open("127.0.0.1", new Recorder());
    Shouter service = new Shouter();
    ServerOptions both =
        new ServerOptions(
            List.of(at("127.0.0.1", portOf(taken)), at("::1", 0)),
            List.of(),
            "",
            0,
            1,
            List.of(),
            List.of());
    try (ServerPort server = platform.serverSockets().open(both, service)) {
      assertThat(server.locals()).hasSize(1);
      assertThat(server.refusals()).hasSize(1).first().asString().contains("127.0.0.1");
    }
  }

  @Test
  void refusesWhenNothingCanBeOpened() throws IOException {
    DatagramPort taken = open("127.0.0.1", new Recorder());
    ServerOptions options =
        new ServerOptions(
            List.of(at("127.0.0.1", portOf(taken))), List.of(), "", 0, 1, List.of(), List.of());
    assertThatThrownBy(() -> platform.serverSockets().open(options, new Shouter()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void anAddressIsFreeAgainAfterClosing() throws IOException {
    ServerPort server = platform.serverSockets().open(options("127.0.0.1"), new Shouter());
    int port = server.locals().getFirst().getPort();
    server.close();
    server.close();
    network().open(boundTo("127.0.0.1", port), new Recorder()).close();
  }
}
