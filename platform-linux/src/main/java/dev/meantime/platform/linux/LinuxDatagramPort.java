// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.DatagramPort;
import dev.meantime.platform.Timestamp;
import dev.meantime.platform.WallClock;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// One datagram socket, UDP or Unix.
final class LinuxDatagramPort implements DatagramPort, PollWaiter.Pollable {

  // So that one busy socket cannot keep the others and the timers waiting.
  private static final int BATCH = 64;

  private final LinuxSocket socket;
  private final SocketAddress local;
  private final boolean connected;
  private final DatagramHandler handler;
  private final SocketCalls calls;
  private final MessageBuffer buffer;
  private final WallClock clock;
  private final CardStamps cards;
  private final boolean stampedByCards;
  private final SentLog sentLog = new SentLog();
  private final Consumer<LinuxDatagramPort> onClose;
  private boolean open = true;

  /// @param socket bound, and connected if it will ever be; closed together with this
  /// @param onClose what else is to be done when it closes
  LinuxDatagramPort(
      LinuxSocket socket,
      SocketAddress local,
      boolean connected,
      DatagramHandler handler,
      SocketCalls calls,
      MessageBuffer buffer,
      WallClock clock,
      CardStamps cards,
      Consumer<LinuxDatagramPort> onClose) {
    this.cards = cards;
    this.stampedByCards = cards.isEnabled();
    this.socket = socket;
    this.local = local;
    this.connected = connected;
    this.handler = handler;
    this.calls = calls;
    this.buffer = buffer;
    this.clock = clock;
    this.onClose = onClose;
  }

  @Override
  public int fd() {
    return socket.fd();
  }

  @Override
  public SocketAddress localAddress() {
    return local;
  }

  @Override
  public Timestamp send(byte[] data, SocketAddress remote) throws IOException {
    if (!open) {
      throw Errno.failed("sendto", -Errno.EBADF.number());
    }
    if (!MessageBuffer.hasRoomFor(data)) {
      throw Errno.failed("sendto", -Errno.EMSGSIZE.number());
    }
    MemorySegment address = connected ? MemorySegment.NULL : buffer.name();
    int addressLength = connected ? 0 : SocketAddresses.encode("sendto", remote, address);
    MemorySegment datagram = buffer.fill(data);
    long daemonNanos = clock.nowNanos();
    long sent = transmit(datagram, data.length, address, addressLength);
    if (sent < 0 && connected) {
      // The error may be that of an earlier datagram, still to be reported to the handler from the
      // error queue; then this call has used it up and nothing stands against the next.
      daemonNanos = clock.nowNanos();
      sent = transmit(datagram, data.length, address, addressLength);
    }
    if (sent < 0) {
      restartTimestamps();
      throw Errno.failed("sendto", sent);
    }
    if (socket.takesTimestamps()) {
      sentLog.add(data, daemonNanos);
    }
    return new Timestamp(daemonNanos, Timestamp.Source.DAEMON);
  }

  private long transmit(
      MemorySegment datagram, int length, MemorySegment address, int addressLength) {
    return calls.sendto(
        socket.fd(), datagram, length, Abi.MSG_DONTWAIT | Abi.MSG_NOSIGNAL, address, addressLength);
  }

  /// Kernels differ in whether a datagram that could not be sent counts.
  private void restartTimestamps() throws IOException {
    if (socket.takesTimestamps()) {
      sentLog.restart();
      socket.restartTimestampCounter();
    }
  }

  @Override
  public void onReady(boolean error, BooleanSupplier goOn) {
    int left = BATCH;
    boolean more = error && socket.hasErrorQueue();
    while (more && left > 0 && open && goOn.getAsBoolean()) {
      more = readErrorQueue();
      left--;
    }
    more = true;
    while (more && left > 0 && open && goOn.getAsBoolean()) {
      more = readDatagram();
      left--;
    }
  }

  /// Reads one entry of the queue of transmit timestamps and ICMP errors; false when it is empty.
  private boolean readErrorQueue() {
    long length = buffer.receive(calls, socket.fd(), Abi.MSG_ERRQUEUE);
    if (length < 0) {
      return false;
    }
    MessageBuffer.ExtendedError error = buffer.error();
    if (error.isTimestamp()) {
      if (error.info() == Abi.SCM_TSTAMP_SND) {
        onTransmitted(error.data());
      }
    } else if (error.errno() != 0) {
      handler.onError(Errno.failed("recvmsg", -error.errno()));
    }
    return true;
  }

  private void onTransmitted(int id) {
    if (buffer.kernelNanos() != 0) {
      sentLog.onTransmitted(
          id, new Timestamp(buffer.kernelNanos(), Timestamp.Source.KERNEL), handler);
    }
    long known = sentLog.leftNanos(id);
    if (stampedByCards && known != SentLog.UNKNOWN) {
      long nanos = cards.transmitted(buffer.cardNanos(), buffer.cardIndex(), known);
      if (nanos != LinuxStampingCard.NONE) {
        sentLog.onTransmitted(
            id, cards.timestamp(nanos, buffer.cardNanos(), buffer.cardIndex()), handler);
      }
    }
  }

  /// Reads one datagram, or the error pending in its place; false when there is neither.
  private boolean readDatagram() {
    long length = buffer.receive(calls, socket.fd(), 0);
    if (Errno.EAGAIN.is(length)) {
      return false;
    }
    if (Errno.EINTR.is(length)) {
      return true;
    }
    if (length < 0) {
      handler.onError(Errno.failed("recvmsg", length));
      return true;
    }
    Timestamp timestamp = KernelTimestamps.choose(buffer.kernelNanos(), clock.nowNanos());
    handler.onDatagram(
        new Datagram(
            buffer.data(length),
            buffer.sender(),
            destination(),
            stampedByCards ? byCard(timestamp, (int) length) : timestamp));
    return true;
  }

  private Timestamp byCard(Timestamp otherwise, int length) {
    boolean ipv4 =
        local instanceof InetSocketAddress inet && inet.getAddress() instanceof Inet4Address;
    long nanos =
        cards.received(
            buffer.cardNanos(),
            buffer.cardIndex(),
            buffer.frameOctets(),
            length,
            ipv4,
            otherwise.epochNanos());
    return nanos == LinuxStampingCard.NONE
        ? otherwise
        : cards.timestamp(nanos, buffer.cardNanos(), buffer.cardIndex());
  }

  private SocketAddress destination() {
    return local instanceof InetSocketAddress inet
        ? new InetSocketAddress(buffer.localOr(inet.getAddress()), inet.getPort())
        : local;
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      socket.close();
      onClose.accept(this);
    }
  }
}
