// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meantime.platform.DatagramPort;
import dev.meantime.platform.UdpOptions;
import dev.meantime.platform.contract.PlatformHarness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What Linux promises beyond the portable platform.
final class LinuxSocketsTest extends PlatformHarness {

  LinuxSocketsTest() throws IOException {
    super(new LinuxPlatform());
  }

  @Test
  void wildcardSocketTellsWhichAddressWasAsked() throws IOException {
    Recorder recorder = new Recorder();
    DatagramPort v4 = open("0.0.0.0", recorder);
    DatagramPort v6 = open("::", recorder);
    open("127.0.0.1", new Recorder()).send(bytes("4"), at("127.0.0.5", portOf(v4)));
    runUntil(() -> recorder.datagrams.size() == 1);
    open("::1", new Recorder()).send(bytes("6"), at("::1", portOf(v6)));
    runUntil(() -> recorder.datagrams.size() == 2);
    assertThat(recorder.datagrams.getFirst().local()).isEqualTo(at("127.0.0.5", portOf(v4)));
    assertThat(recorder.datagrams.getLast().local()).isEqualTo(at("::1", portOf(v6)));
  }

  @Test
  void namesTheCallAndTheError() throws IOException {
    DatagramPort taken = open("127.0.0.1", new Recorder());
    assertThatThrownBy(() -> open("127.0.0.1", portOf(taken)))
        .hasMessage("bind: EADDRINUSE (Address already in use)");
    UdpOptions nowhere = boundTo("127.0.0.1", 0).onDevice("no-such-device");
    assertThatThrownBy(() -> network().open(nowhere, new Recorder()))
        .hasMessage("setsockopt SO_BINDTODEVICE: ENODEV (No such device)");
    taken.close();
    assertThatThrownBy(() -> taken.send(bytes("x"), taken.localAddress()))
        .hasMessage("sendto: EBADF (Bad file descriptor)");
  }

  @Test
  void namesTheIcmpErrorOnce() throws IOException {
    DatagramPort closed = open("127.0.0.1", new Recorder());
    InetSocketAddress remote = (InetSocketAddress) closed.localAddress();
    closed.close();
    Recorder recorder = new Recorder();
    DatagramPort client = network().open(UdpOptions.connectedTo(remote), recorder);
    client.send(bytes("x"), remote);
    runUntil(() -> !recorder.errors.isEmpty());
    List<String> turns = new ArrayList<>();
    after(0, () -> after(0, () -> turns.add("two turns later")));
    runUntil(() -> !turns.isEmpty());
    assertThat(recorder.errors)
        .singleElement()
        .satisfies(e -> assertThat(e).hasMessage("recvmsg: ECONNREFUSED (Connection refused)"));
  }

  @Test
  void bindsToADevice() throws IOException {
    Recorder recorder = new Recorder();
    DatagramPort port = network().open(boundTo("127.0.0.1", 0).onDevice("lo"), recorder);
    port.send(bytes("x"), port.localAddress());
    runUntil(() -> !recorder.datagrams.isEmpty());
  }

  @Test
  void serverMayBindToAnAddressThatIsNotThereYet() throws IOException {
    for (String address : List.of("198.51.100.7", "2001:db8::7")) {
      assertThat(open(address, new Recorder()).localAddress())
          .extracting(local -> ((InetSocketAddress) local).getAddress())
          .isEqualTo(at(address, 0).getAddress());
    }
  }

  @Test
  void clientMayNot() throws IOException {
    UdpOptions options = UdpOptions.connectedTo(at("127.0.0.1", 123)).from(at("198.51.100.7", 0));
    assertThatThrownBy(() -> network().open(options, new Recorder()))
        .hasMessage("bind: EADDRNOTAVAIL (Cannot assign requested address)");
  }

  @Test
  void manySocketsAreWaitedFor() throws IOException {
    Recorder recorder = new Recorder();
    List<DatagramPort> ports = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      ports.add(open("127.0.0.1", recorder));
    }
    for (DatagramPort port : ports) {
      port.send(bytes("to itself"), port.localAddress());
    }
    runUntil(() -> recorder.datagrams.size() == 100);
    assertThat(recorder.datagrams)
        .extracting(datagram -> datagram.local())
        .containsExactlyInAnyOrderElementsOf(
            ports.stream().map(DatagramPort::localAddress).toList());
  }

  private DatagramPort open(String address, int port) throws IOException {
    return network().open(boundTo(address, port), new Recorder());
  }
}
