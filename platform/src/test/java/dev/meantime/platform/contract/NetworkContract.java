// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.DatagramPort;
import dev.meantime.platform.Platform;
import dev.meantime.platform.Timestamp;
import dev.meantime.platform.UdpOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every platform on a real machine promises of its UDP sockets.
@NullMarked
public abstract class NetworkContract extends PlatformHarness {

  protected NetworkContract(Platform platform) {
    super(platform);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void carriesDatagramsUnchangedAndTellsBothAddresses(String address) throws IOException {
    Recorder recorder = new Recorder();
    DatagramPort server = open(address, recorder);
    DatagramPort client = open(address, new Recorder());
    byte[] large = new byte[9000];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31);
    }
    client.send(bytes("one"), server.localAddress());
    client.send(new byte[0], server.localAddress());
    client.send(large, server.localAddress());
    runUntil(() -> recorder.datagrams.size() == 3);
    assertThat(recorder.texts()).startsWith("one", "");
    assertThat(recorder.datagrams.getLast().data()).isEqualTo(large);
    assertThat(recorder.datagrams)
        .allSatisfy(datagram -> {
          assertThat(datagram.remote()).isEqualTo(client.localAddress());
          assertThat(datagram.local()).isEqualTo(server.localAddress());
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void connectedSocketHearsItsPeerOnly(String address) throws IOException {
    DatagramPort[] server = new DatagramPort[1];
    server[0] =
        open(
            address,
            datagram -> {
              try {
                server[0].send(bytes("answer"), datagram.remote());
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    Recorder recorder = new Recorder();
    DatagramPort client = openConnected(server[0].localAddress(), recorder);
    DatagramPort stranger = open(address, new Recorder());
    assertThat(portOf(client)).isNotZero();
    stranger.send(bytes("forged"), client.localAddress());
    client.send(bytes("question"), server[0].localAddress());
    runUntil(() -> !recorder.datagrams.isEmpty());
    assertThat(recorder.texts()).containsExactly("answer");
    Datagram answer = recorder.datagrams.getFirst();
    assertThat(answer.remote()).isEqualTo(server[0].localAddress());
    assertThat(answer.local()).isEqualTo(client.localAddress());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void timestampsLieBetweenSendingAndReceiving(String address) throws IOException {
    Recorder recorder = new Recorder();
    UdpOptions options = boundTo(address, 0).withTimestamps();
    DatagramPort server = network().open(options, recorder);
    DatagramPort client = network().open(options, new Recorder());
    for (int i = 1; i <= 20; i++) {
      int count = i;
      long before = platform.wallClock().nowNanos();
      Timestamp sent = client.send(bytes("x"), server.localAddress());
      runUntil(() -> recorder.datagrams.size() == count);
      Timestamp received = recorder.datagrams.getLast().timestamp();
      assertThat(sent.epochNanos()).isBetween(before, received.epochNanos());
      assertThat(received.epochNanos()).isLessThanOrEqualTo(platform.wallClock().nowNanos());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void connectedSocketLearnsOfAClosedPortAndStaysOpen(String address) throws IOException {
    DatagramPort server = open(address, new Recorder());
    InetSocketAddress remote = (InetSocketAddress) server.localAddress();
    server.close();
    Recorder recorder = new Recorder();
    DatagramPort client = openConnected(remote, recorder);
    client.send(bytes("one"), remote);
    runUntil(() -> !recorder.errors.isEmpty());
    // The error of this one may be pending when the next is sent; that must not fail for it.
    client.send(bytes("two"), remote);
    client.send(bytes("three"), remote);
    runUntil(() -> recorder.errors.size() >= 2);
    Recorder reborn = new Recorder();
    network().open(UdpOptions.boundTo(remote), reborn);
    client.send(bytes("four"), remote);
    runUntil(() -> !reborn.datagrams.isEmpty());
    assertThat(reborn.texts()).containsExactly("four");
  }

  @Test
  void deliversNothingAfterClose() throws IOException {
    Recorder closed = new Recorder();
    DatagramPort first = open("127.0.0.1", closed);
    Recorder open = new Recorder();
    DatagramPort second = open("127.0.0.1", open);
    second.send(bytes("x"), first.localAddress());
    first.close();
    first.close();
    second.send(bytes("x"), second.localAddress());
    runUntil(() -> !open.datagrams.isEmpty());
    assertThat(closed.datagrams).isEmpty();
  }

  @Test
  void handlerMayCloseItsSocket() throws IOException {
    DatagramPort[] port = new DatagramPort[1];
    Recorder recorder =
        new Recorder() {
          @Override
          public void onDatagram(Datagram datagram) {
            port[0].close();
            super.onDatagram(datagram);
          }
        };
    port[0] = open("127.0.0.1", recorder);
    Recorder witness = new Recorder();
    DatagramPort client = open("127.0.0.1", witness);
    client.send(bytes("first"), port[0].localAddress());
    client.send(bytes("second"), port[0].localAddress());
    runUntil(() -> !recorder.datagrams.isEmpty());
    client.send(bytes("last"), client.localAddress());
    runUntil(() -> !witness.datagrams.isEmpty());
    assertThat(recorder.texts()).containsExactly("first");
  }

  @Test
  void saysThatAnAddressIsInUse() throws IOException {
    DatagramPort first = open("127.0.0.1", new Recorder());
    assertThatThrownBy(() -> network().open(boundTo("127.0.0.1", portOf(first)), new Recorder()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bind")
        .hasMessageContaining("Address already in use");
  }

  @Test
  void bothFamiliesShareAPortAndKeepApart() throws IOException {
    Recorder v4 = new Recorder();
    Recorder v6 = new Recorder();
    DatagramPort first = open("0.0.0.0", v4);
    int port = portOf(first);
    network().open(boundTo("::", port), v6);
    assertThatThrownBy(() -> network().open(boundTo("::", port), new Recorder()))
        .isInstanceOf(IOException.class);
    open("127.0.0.1", new Recorder()).send(bytes("four"), at("127.0.0.1", port));
    open("::1", new Recorder()).send(bytes("six"), at("::1", port));
    runUntil(() -> !v4.datagrams.isEmpty() && !v6.datagrams.isEmpty());
    assertThat(v4.texts()).containsExactly("four");
    assertThat(v6.texts()).containsExactly("six");
  }

  @Test
  void ipv6WildcardTakesNoIpv4() throws IOException {
    Recorder recorder = new Recorder();
    DatagramPort port = open("::", recorder);
    open("127.0.0.1", new Recorder()).send(bytes("4"), at("127.0.0.1", portOf(port)));
    open("::1", new Recorder()).send(bytes("6"), at("::1", portOf(port)));
    runUntil(() -> !recorder.datagrams.isEmpty());
    assertThat(recorder.texts()).containsExactly("6");
  }

  @Test
  void acceptsADifferentiatedServicesCodePoint() throws IOException {
    Recorder recorder = new Recorder();
    for (String address : new String[] {"127.0.0.1", "::1"}) {
      DatagramPort port = network().open(boundTo(address, 0).withDscp(46), recorder);
      port.send(bytes("marked"), port.localAddress());
    }
    runUntil(() -> recorder.datagrams.size() == 2);
  }

  @Test
  void knowsThatLoopbackIsReachable() throws IOException {
    assertThat(network().isReachable(at("127.0.0.1", 0).getAddress())).isTrue();
    assertThat(network().isReachable(at("::1", 0).getAddress())).isTrue();
  }

  private DatagramPort openConnected(SocketAddress remote, DatagramHandler handler)
      throws IOException {
    return network().open(UdpOptions.connectedTo((InetSocketAddress) remote), handler);
  }
}
