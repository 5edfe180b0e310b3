// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.crypto.KeyRing;
import dev.meantime.engine.respond.NtpResponder;
import dev.meantime.engine.respond.ResponderOptions;
import dev.meantime.engine.respond.ServerView;
import dev.meantime.platform.AddressBits;
import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.LocalProgram;
import dev.meantime.platform.Platform;
import dev.meantime.platform.Timers;
import dev.meantime.wire.Decoded;
import dev.meantime.wire.MacField;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.PacketCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;

/// Answers Windows domain members, who want their domain's signature (MS-SNTP): the reply goes to
/// Samba's `ntp_signd` and, with the signature, to the client. It is asked one question at a time,
/// while some requests wait; one that has waited too long is not answered, for its client has given
/// up or asked again. What the client's request is worth was judged by a responder.
///
/// A signature covers the transmit timestamp, so that this tells when the reply went to be signed.
///
/// Confined to the loop.
final class SignedAnswers implements DatagramHandler {

  /// Requests that wait while one is being signed.
  static final int MOST_WAITING = 16;

  /// Nanoseconds from a request's arrival to the last moment at which it is answered.
  static final long PATIENCE_NANOS = 1_000_000_000L;

  /// Octets of a request: a header, an account's number and 16 zeros in place of a digest. A reply
  /// has as many at most.
  private static final int REQUEST = NtpPacket.HEADER_LENGTH + 20;

  private static final int VERSION = 3;
  private static final int LONGEST_ANSWER = SigningMessages.ANSWER_HEADER + REQUEST;
  private static final int NUMBERS = 1 << 16;

  /// Troubles of the program that signs end when it signs again. Those that a client can bring
  /// about do not, or one with an account and one without would fill the log together.
  private static final String SIGNER_TROUBLE = "ntp_signd";

  private static final String ACCOUNT_TROUBLE = "ntp_signd account";
  private static final String CROWD_TROUBLE = "ntp_signd crowd";

  /// Where answers leave.
  interface Outlet {
    /// Sends from the server's port.
    ///
    /// @param from the local address that was asked
    /// @throws IOException when the system refuses
    void send(byte[] data, InetAddress from, InetSocketAddress remote) throws IOException;
  }

  /// A request and when it came, by the monotonic clock.
  private record Request(
      Datagram datagram, InetSocketAddress remote, InetSocketAddress local, long arrivedNanos) {

    int keyId() {
      return ByteBuffer.wrap(datagram.data()).getInt(NtpPacket.HEADER_LENGTH);
    }
  }

  private final Platform platform;
  private final Supplier<ServerView> view;
  private final NtpResponder responder;
  private final LocalProgram signer;
  private final Outlet outlet;
  private final EventLog log;
  private final Queue<Request> waiting = new ArrayDeque<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(REQUEST);
  private Optional<Timers.Timer> overdue = Optional.empty();
  private int nextNumber;
  private boolean asking;
  private boolean late;
  private boolean closed;

  /// @param options how requests are answered that want no signature, with no client log: who asks
  ///   too often was told so before
  SignedAnswers(
      Platform platform,
      Supplier<ServerView> view,
      ResponderOptions options,
      LocalProgram signer,
      Outlet outlet,
      EventLog log) {
    this.platform = platform;
    this.view = view;
    this.responder =
        new NtpResponder(
            options, new KeyRing(List.of()), view.get(), platform.entropy().nextLong());
    this.signer = signer;
    this.outlet = outlet;
    this.log = log;
  }

  @Override
  public void onDatagram(Datagram datagram) {
    if (closed
        || !(datagram.remote() instanceof InetSocketAddress remote)
        || !(datagram.local() instanceof InetSocketAddress local)
        || !asksForSignature(datagram.data())) {
      return;
    }
    if (waiting.size() >= MOST_WAITING) {
      log.trouble(
          CROWD_TROUBLE,
          "More domain members ask for signed time at once than "
              + MOST_WAITING
              + ": ntp_signd does not sign as fast, and some are not answered");
      return;
    }
    waiting.add(new Request(datagram, remote, local, now()));
    askNext();
  }

  /// Ends the connection; nobody is answered from now on.
  void close() {
    closed = true;
    waiting.clear();
    overdue.ifPresent(Timers.Timer::cancel);
    signer.hangUp();
  }

  private static boolean asksForSignature(byte[] data) {
    return data.length == REQUEST
        && PacketCodec.decode(data, data.length) instanceof Decoded.Packet(NtpPacket packet, _)
        && packet.version() == VERSION
        && packet.mac() instanceof MacField.Mac mac
        && mac.asksForSignature();
  }

  private void askNext() {
    while (!asking && !waiting.isEmpty()) {
      Request request = waiting.remove();
      if (!isStale(request)) {
        plainReply(request).ifPresent(reply -> ask(request, reply));
      }
    }
  }

  private boolean isStale(Request request) {
    return now() - request.arrivedNanos() > PATIENCE_NANOS;
  }

  private long now() {
    return platform.monotonicClock().nowNanos();
  }

  /// The reply without a signature; empty for a client that is no longer allowed.
  private Optional<byte[]> plainReply(Request request) {
    AddressBits from = AddressBits.of(request.remote().getAddress());
    AddressBits to = AddressBits.of(request.local().getAddress());
    long nanos = platform.wallClock().nowNanos();
    responder.begin(view.get(), nanos);
    buffer.put(0, request.datagram().data());
    int length =
        responder.respond(
            buffer,
            0,
            NtpPacket.HEADER_LENGTH,
            from.high(),
            from.low(),
            request.remote().getPort(),
            to.high(),
            to.low(),
            request.datagram().timestamp().epochNanos());
    if (length <= 0) {
      return Optional.empty();
    }
    responder.depart(buffer, 0, responder.departure(), nanos);
    return Optional.of(Arrays.copyOf(buffer.array(), length));
  }

  private void ask(Request request, byte[] reply) {
    asking = true;
    late = false;
    int number = nextNumber;
    nextNumber = (nextNumber + 1) % NUMBERS;
    byte[] question = SigningMessages.question(number, request.keyId(), reply);
    overdue = Optional.of(platform.timers().schedule(now() + PATIENCE_NANOS, this::onOverdue));
    platform
        .background()
        .submit(
            () -> signer.ask(question, LONGEST_ANSWER),
            answer -> onReply(request, number, reply, answer),
            failure ->
                onReply(request, number, reply, new LocalProgram.Reply.Failed("" + failure)));
  }

  /// Hangs up, and again while that has not ended the question: it may not have had a connection
  /// yet.
  private void onOverdue() {
    late = true;
    signer.hangUp();
    overdue = Optional.of(platform.timers().schedule(now() + PATIENCE_NANOS, this::onOverdue));
  }

  private void onReply(Request request, int number, byte[] asked, LocalProgram.Reply reply) {
    asking = false;
    overdue.ifPresent(Timers.Timer::cancel);
    if (closed) {
      // The connection may have been made after it was ended.
      signer.hangUp();
      return;
    }
    switch (reply) {
      case LocalProgram.Reply.Message(byte[] octets) ->
          onAnswer(request, SigningMessages.answer(octets, number, asked, REQUEST));
      case LocalProgram.Reply.TooLong(int length) ->
          onNonsense("an answer of " + Integer.toUnsignedString(length) + " octets");
      case LocalProgram.Reply.Closed() when !late -> onRefusal("closed the connection");
      case LocalProgram.Reply.Closed() -> onSilence();
      case LocalProgram.Reply.Failed _ when late -> onSilence();
      case LocalProgram.Reply.Failed(String reason) -> {
        log.trouble(
            SIGNER_TROUBLE,
            "Could not ask ntp_signd at "
                + reason
                + "; Windows domain members are not answered until it runs");
        // They would fare no better; those that come later may.
        waiting.clear();
      }
    }
    askNext();
  }

  private void onAnswer(Request request, SigningMessages.Answer answer) {
    switch (answer) {
      case SigningMessages.Answer.Signed(byte[] packet) -> {
        log.ended(SIGNER_TROUBLE);
        if (!isStale(request)) {
          send(packet, request);
        }
      }
      case SigningMessages.Answer.NotSigned() -> onRefusal("refused to sign");
      case SigningMessages.Answer.Nonsense(String what) -> onNonsense(what);
    }
  }

  private void send(byte[] packet, Request request) {
    try {
      outlet.send(packet, request.local().getAddress(), request.remote());
    } catch (IOException _) {
      // Whoever asked is gone; who is not asks again.
    }
  }

  private void onRefusal(String what) {
    log.trouble(
        ACCOUNT_TROUBLE,
        "ntp_signd "
            + what
            + ", as it does for a client whose account it does not know; such clients are not"
            + " answered");
  }

  private void onNonsense(String what) {
    // What follows on this connection could be taken for the next answer.
    signer.hangUp();
    log.trouble(SIGNER_TROUBLE, "Not understood of ntp_signd: " + what);
  }

  private void onSilence() {
    log.trouble(
        SIGNER_TROUBLE,
        "ntp_signd did not answer within "
            + PATIENCE_NANOS / 1_000_000_000L
            + " s; domain members are not answered until it does");
  }
}
