// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.DatagramService;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Sees to it that an interface has its bypass: also one that comes later, or that is removed and
/// made again. Confined to the loop.
final class XdpKeeper {

  private static final int NOWHERE = -1;

  private final String device;
  private final ServedAddresses served;
  private final Function<List<XdpMemory>, List<XdpSocket>> sockets;
  private Optional<XdpBypass> bypass = Optional.empty();
  private List<XdpSocket> open = List.of();

  /// The interface that was tried last: what could not be had is not tried again on the same one.
  private int tried = NOWHERE;

  /// @param sockets makes them of receive queues
  XdpKeeper(
      String device, ServedAddresses served, Function<List<XdpMemory>, List<XdpSocket>> sockets) {
    this.device = device;
    this.served = served;
    this.sockets = sockets;
  }

  /// One for each receive queue; none while there is no bypass.
  List<XdpSocket> sockets() {
    return open;
  }

  /// Tries for the first time.
  ///
  /// @throws IOException with a sentence for the user when it cannot be had
  void start() throws IOException {
    tried = index();
    attach();
  }

  private void attach() throws IOException {
    XdpBypass found = XdpBypass.open(device, served);
    bypass = Optional.of(found);
    open = sockets.apply(found.queues());
  }

  /// Looks whether the interface is still the same and which addresses it has.
  ///
  /// @param service is told of what was lost or found
  /// @return whether there are other {@link #sockets} than before; those that are no more are to be
  ///   closed by the threads that served them
  boolean look(DatagramService service) {
    boolean lost = false;
    if (bypass.isPresent()) {
      if (bypass.get().isOf(device)) {
        bypass.get().refresh();
        return false;
      }
      bypass.get().leave();
      bypass = Optional.empty();
      open = List.of();
      tried = NOWHERE;
      lost = true;
      service.onBypass(
          false, "xdp " + device + ": the interface is gone; the sockets serve until it is back");
    }
    int now = index();
    boolean isNew = now != tried && now != NOWHERE;
    tried = now;
    return (isNew && attach(service)) || lost;
  }

  private boolean attach(DatagramService service) {
    try {
      attach();
      service.onBypass(true, "xdp " + device + ": the interface is there and has its bypass");
      return true;
    } catch (IOException e) {
      service.onBypass(false, refusal(device, e));
      return false;
    }
  }

  /// Why there is none.
  static String refusal(String device, IOException reason) {
    return "xdp " + device + ": " + reason.getMessage() + "; the sockets serve it";
  }

  /// The interface's number, if it could have a bypass.
  private int index() {
    try {
      NetworkInterface found = NetworkInterface.getByName(device);
      return found == null || !found.isUp() ? NOWHERE : found.getIndex();
    } catch (SocketException _) {
      return NOWHERE;
    }
  }

  /// Takes no more requests; those that have been taken can still be served.
  void detach() {
    bypass.ifPresent(XdpBypass::detach);
  }

  /// Gives everything back, after the last queue was served.
  void close() {
    bypass.ifPresent(XdpBypass::close);
    bypass = Optional.empty();
  }
}
