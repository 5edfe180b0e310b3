// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.spi;

import dev.meantime.platform.DatagramService;
import dev.meantime.platform.Network;
import dev.meantime.platform.ServerOptions;
import dev.meantime.platform.ServerPort;
import dev.meantime.platform.ServerSockets;
import dev.meantime.platform.UdpOptions;
import dev.meantime.platform.WallClock;
import java.io.IOException;
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
    ListenAttempts.each(
        options.locals(),
        refusals,
        local ->
            server.add(
                network.open(
                    UdpOptions.boundTo(local)
                        .onDevice(options.device())
                        .withDscp(options.dscp())
                        .withTimestamps(),
                    server)));
    for (String device : options.bypass()) {
      refusals.add("xdp " + device + ": this platform has only sockets");
    }
    server.refused(refusals);
    return server;
  }
}
