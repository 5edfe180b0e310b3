// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meantime.platform.DatagramPort;
import dev.meantime.platform.SystemCallException;
import dev.meantime.platform.Timestamp;
import dev.meantime.platform.UdpOptions;
import dev.meantime.platform.contract.PlatformHarness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LinuxTimestampsTest extends PlatformHarness {

  private static final int LARGER_THAN_UDP = 65_536;

  LinuxTimestampsTest() throws IOException {
    super(new LinuxPlatform());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void kernelStampsBothWaysInOrder(String address) throws IOException {
    Recorder server = new Recorder();
    Recorder client = new Recorder();
    DatagramPort to = network().open(boundTo(address, 0).withTimestamps(), server);
    DatagramPort from = network().open(connectedTo(to).withTimestamps(), client);
    awaitReceiveTimestamps(open(address, new Recorder()), to, server);
    server.datagrams.clear();
    for (int i = 1; i <= 100; i++) {
      int count = i;
      long before = platform.wallClock().nowNanos();
      Timestamp daemon = from.send(bytes("datagram " + i), to.localAddress());
      runUntil(() -> server.datagrams.size() == count && client.transmitted.size() == count);
      Transmitted sent = client.transmitted.getLast();
      Timestamp received = server.datagrams.getLast().timestamp();
      long after = platform.wallClock().nowNanos();
      assertThat(daemon.source()).isEqualTo(Timestamp.Source.DAEMON);
      assertThat(sent.data()).isEqualTo("datagram " + i);
      assertThat(sent.timestamp().source()).isEqualTo(Timestamp.Source.KERNEL);
      assertThat(received.source()).isEqualTo(Timestamp.Source.KERNEL);
      assertThat(
              List.of(
                  before,
                  daemon.epochNanos(),
                  sent.timestamp().epochNanos(),
                  received.epochNanos(),
                  after))
          .isSorted();
    }
  }

  @Test
  void transmitTimestampsOfABurstBelongToTheirDatagrams() throws IOException {
    Recorder recorder = new Recorder();
    DatagramPort to = network().open(boundTo("127.0.0.1", 0), new Recorder());
    DatagramPort from = network().open(boundTo("127.0.0.1", 0).withTimestamps(), recorder);
    for (int i = 0; i < 50; i++) {
      from.send(bytes("burst " + i), to.localAddress());
    }
    runUntil(() -> recorder.transmitted.size() == 50);
    for (int i = 0; i < 50; i++) {
      assertThat(recorder.transmitted.get(i).data()).isEqualTo("burst " + i);
    }
  }

  @Test
  void failedSendDoesNotShiftTheFollowingTimestamps() throws IOException {
    Recorder recorder = new Recorder();
    DatagramPort to = network().open(boundTo("127.0.0.1", 0), new Recorder());
    DatagramPort from = network().open(boundTo("127.0.0.1", 0).withTimestamps(), recorder);
    from.send(bytes("before"), to.localAddress());
    runUntil(() -> recorder.transmitted.size() == 1);
    assertThatThrownBy(() -> from.send(new byte[LARGER_THAN_UDP], to.localAddress()))
        .isInstanceOf(SystemCallException.class)
        .hasMessage("sendto: EMSGSIZE (Message too long)");
    from.send(bytes("after"), to.localAddress());
    from.send(bytes("last"), to.localAddress());
    runUntil(() -> recorder.transmitted.size() == 3);
    assertThat(recorder.transmitted)
        .extracting(Transmitted::data)
        .containsExactly("before", "after", "last");
  }

  @Test
  void withoutTheOptionTheDaemonStamps() throws IOException {
    Recorder recorder = new Recorder();
    DatagramPort port = network().open(boundTo("127.0.0.1", 0), recorder);
    port.send(bytes("x"), port.localAddress());
    runUntil(() -> !recorder.datagrams.isEmpty());
    assertThat(recorder.datagrams.getFirst().timestamp().source())
        .isEqualTo(Timestamp.Source.DAEMON);
    assertThat(recorder.transmitted).isEmpty();
  }

  /// The kernel switches receive timestamps on some time after a socket asked for them.
  private void awaitReceiveTimestamps(DatagramPort from, DatagramPort to, Recorder server)
      throws IOException {
    int count = 0;
    do {
      count++;
      int expected = count;
      from.send(bytes("warm-up"), to.localAddress());
      runUntil(() -> server.datagrams.size() == expected);
    } while (server.datagrams.getLast().timestamp().source() != Timestamp.Source.KERNEL);
  }

  private static UdpOptions connectedTo(DatagramPort port) {
    return UdpOptions.connectedTo((InetSocketAddress) port.localAddress());
  }
}
