// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.spi;

import dev.meantime.platform.DatagramPort;
import dev.meantime.platform.DatagramService;
import dev.meantime.platform.Network;
import dev.meantime.platform.ServerOptions;
import dev.meantime.platform.ServerPort;
import dev.meantime.platform.ServerSockets;
import dev.meantime.platform.UdpOptions;
import dev.meantime.platform.WallClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// A server on the loop, over the ordinary datagram sockets of a network: for platforms of one
/// thread. There is one answerer, whatever the number of threads asked for, and no bypass.
public final class LoopServerSockets implements ServerSockets {

  private final Network network;
  private final WallClock clock;

  public LoopServerSockets(Network network, WallClock clock) {
    this.network = network;
    this.clock = clock;
  }

  @Override
  public ServerPort open(ServerOptions options, DatagramService service) throws IOException {
    LoopServerPort server = new LoopServerPort(service, clock);
    List<String> refusals = new ArrayList<>();
    IOException last = new IOException("no address to listen at");
    for (InetSocketAddress local : options.locals()) {
      UdpOptions udp =
          UdpOptions.boundTo(local)
              .onDevice(options.device())
              .withDscp(options.dscp())
              .withTimestamps();
      try {
        DatagramPort port = network.open(udp, server);
        server.add(port);
      } catch (IOException e) {
        last = e;
        refusals.add(
            local.getAddress().getHostAddress()
                + " port "
                + local.getPort()
                + ": "
                + e.getMessage());
      }
    }
    if (server.locals().isEmpty()) {
      throw last;
    }
    for (String device : options.bypass()) {
      refusals.add("xdp " + device + ": this platform has only sockets");
    }
    server.refused(refusals);
    return server;
  }
}
