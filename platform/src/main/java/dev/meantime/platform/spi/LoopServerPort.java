// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.spi;

import dev.meantime.platform.AddressBits;
import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramAnswerer;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.DatagramPort;
import dev.meantime.platform.DatagramService;
import dev.meantime.platform.ServerDatagram;
import dev.meantime.platform.ServerPort;
import dev.meantime.platform.ServerTraffic;
import dev.meantime.platform.Timestamp;
import dev.meantime.platform.WallClock;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The open sockets of {@link LoopServerSockets}. Owned by the loop.
final class LoopServerPort implements ServerPort, DatagramHandler {

  /// As many replies may wait for their transmit timestamps.
  private static final int MAX_WAITING = 1024;

  private final DatagramAnswerer answerer;
  private final DatagramHandler loopHandler;
  private final WallClock clock;
  private final List<DatagramPort> ports = new ArrayList<>();
  private final ServerDatagram current = new ServerDatagram();
  private final Map<ByteBuffer, Long> waiting =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Long> eldest) {
          return size() > MAX_WAITING;
        }
      };
  private List<String> refusals = List.of();
  private ServerTraffic traffic = ServerTraffic.NONE;

  LoopServerPort(DatagramService service, WallClock clock) {
    this.answerer = service.answerer(0);
    this.loopHandler = service.loopHandler();
    this.clock = clock;
  }

  void add(DatagramPort port) {
    ports.add(port);
  }

  void refused(List<String> reasons) {
    refusals = List.copyOf(reasons);
  }

  @Override
  public List<InetSocketAddress> locals() {
    return ports.stream().map(LoopServerPort::local).toList();
  }

  @Override
  public List<String> refusals() {
    return refusals;
  }

  @Override
  public Timestamp send(byte[] data, InetAddress from, InetSocketAddress remote)
      throws IOException {
    return portFor(remote.getAddress()).send(data, remote);
  }

  @Override
  public ServerTraffic traffic() {
    return traffic;
  }

  @Override
  public void close() {
    ports.forEach(DatagramPort::close);
    ports.clear();
    waiting.clear();
  }

  @Override
  public void onDatagram(Datagram datagram) {
    if (!(datagram.remote() instanceof InetSocketAddress remote) || ports.isEmpty()) {
      return;
    }
    byte[] data = datagram.data().clone();
    long nowNanos = clock.nowNanos();
    boolean byKernel = datagram.timestamp().source() == Timestamp.Source.KERNEL;
    count(1, 0, 0, byKernel ? 1 : 0, 0);
    current.place(ByteBuffer.wrap(data), 0, data.length);
    AddressBits from = AddressBits.of(remote.getAddress());
    current.from(from.high(), from.low(), remote.getPort());
    if (datagram.local() instanceof InetSocketAddress local
        && !local.getAddress().isAnyLocalAddress()) {
      AddressBits to = AddressBits.of(local.getAddress());
      current.to(to.high(), to.low());
    } else {
      current.to(0, 0);
    }
    current.arrived(datagram.timestamp().epochNanos(), datagram.timestamp().source());
    answerer.onBatch(nowNanos);
    int length = answerer.answer(current);
    if (length == DatagramAnswerer.HAND_OVER) {
      loopHandler.onDatagram(datagram);
    } else if (length > 0) {
      answerer.depart(current.buffer(), 0, current.departure(), clock.nowNanos());
      reply(Arrays.copyOf(data, length), remote);
    }
  }

  private void reply(byte[] reply, InetSocketAddress remote) {
    if (current.isStamped()) {
      waiting.put(ByteBuffer.wrap(reply), current.token());
    }
    try {
      portFor(remote.getAddress()).send(reply, remote);
      count(0, 1, 0, 0, 0);
    } catch (IOException e) {
      // Whoever asked asks again.
      waiting.remove(ByteBuffer.wrap(reply));
      count(0, 0, 1, 0, 0);
    }
  }

  @Override
  public void onTransmitted(byte[] data, Timestamp timestamp) {
    Long token = waiting.remove(ByteBuffer.wrap(data));
    if (token == null) {
      loopHandler.onTransmitted(data, timestamp);
    } else {
      count(0, 0, 0, 0, 1);
      answerer.onTransmitted(token, timestamp.epochNanos(), timestamp.source());
    }
  }

  private DatagramPort portFor(InetAddress remote) throws IOException {
    boolean isIpv4 = remote instanceof Inet4Address;
    for (DatagramPort port : ports) {
      if (local(port).getAddress() instanceof Inet4Address == isIpv4) {
        return port;
      }
    }
    throw new IOException("no server socket of the family of " + remote.getHostAddress());
  }

  private static InetSocketAddress local(DatagramPort port) {
    return (InetSocketAddress) port.localAddress();
  }

  private void count(int received, int sent, int failed, int kernelIn, int kernelOut) {
    traffic =
        traffic.plus(
            new ServerTraffic(received, sent, 0, 0, failed, 0, 0, kernelIn, 0, kernelOut, 0));
  }
}
