// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.control.ControlReply;
import dev.meantime.control.ControlRequest;
import dev.meantime.control.ControlStatus;
import dev.meantime.control.DecodedReply;
import dev.meantime.control.ReplyCodec;
import dev.meantime.control.RequestCode;
import dev.meantime.control.RequestCodec;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Asks a daemon, with chronyc's patience: three attempts at each place, waiting 1, 2 and 4 s; to
/// the next place at once where nobody listens. Stays where it was answered. Confined to one
/// thread.
final class ControlClient implements AutoCloseable {

  private static final int ATTEMPTS = 3;
  private static final long FIRST_TIMEOUT_MILLIS = 1000;

  private final List<Daemons.Place> places;
  private final IntSupplier random;
  private final byte[] buffer = new byte[ReplyCodec.LONGEST];
  private int place;
  private @Nullable Transport transport;

  /// @param random unpredictable, so that nobody who does not see the request can answer it
  ControlClient(List<Daemons.Place> places, IntSupplier random) {
    this.places = List.copyOf(places);
    this.random = random;
  }

  /// What the daemon answers.
  ///
  /// @param type the kind of reply expected
  /// @throws ControlException when nobody answers, the daemon refuses, or it answers something else
  <T extends ControlReply> T ask(ControlRequest request, Class<T> type) throws ControlException {
    return switch (exchange(request)) {
      case DecodedReply.Answer(int status, ControlReply body) -> {
        if (!isSuccess(status)) {
          throw ControlException.refused(status);
        }
        if (!type.isInstance(body)) {
          throw ControlException.badReply();
        }
        yield type.cast(body);
      }
      case DecodedReply.UnknownReply(int status, _) ->
          throw isSuccess(status) ? ControlException.badReply() : ControlException.refused(status);
      case DecodedReply.Truncated _, DecodedReply.Foreign _ ->
          throw new IllegalStateException("an exchange ends with an answer");
    };
  }

  /// Has something done.
  ///
  /// @throws ControlException when nobody answers or the daemon refuses
  void command(ControlRequest.Command command) throws ControlException {
    ask(command, ControlReply.Empty.class);
  }

  /// Whether a service may be used: the one question that is answered by a status.
  ///
  /// @throws ControlException when nobody answers or the daemon refuses
  boolean isAllowed(ControlRequest.CheckAccess request) throws ControlException {
    int status =
        switch (exchange(request)) {
          case DecodedReply.Answer(int code, _) -> code;
          case DecodedReply.UnknownReply(int code, _) -> code;
          case DecodedReply.Truncated _, DecodedReply.Foreign _ ->
              throw new IllegalStateException("an exchange ends with an answer");
        };
    Optional<ControlStatus> known = ControlStatus.of(status);
    if (known.filter(ControlStatus.ACCESS_ALLOWED::equals).isPresent()) {
      return true;
    }
    if (known.filter(ControlStatus.ACCESS_DENIED::equals).isPresent()) {
      return false;
    }
    throw isSuccess(status) ? ControlException.badReply() : ControlException.refused(status);
  }

  private static boolean isSuccess(int status) {
    return ControlStatus.of(status).filter(ControlStatus::isSuccess).isPresent();
  }

  private DecodedReply exchange(ControlRequest request) throws ControlException {
    for (int tried = 0; tried < places.size(); tried++) {
      try {
        Transport open = transport;
        if (open == null) {
          open = places.get(place).open();
          transport = open;
        }
        Optional<DecodedReply> reply = exchange(open, request);
        if (reply.isPresent()) {
          return reply.get();
        }
      } catch (IOException e) {
        // Nobody there, or no way there: that is what the other places are for.
      }
      close();
      place = (place + 1) % places.size();
    }
    throw ControlException.unreachable();
  }

  private Optional<DecodedReply> exchange(Transport open, ControlRequest request)
      throws IOException {
    RequestCode code = RequestCodec.code(request);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int sequence = random.getAsInt();
      open.send(RequestCodec.encode(request, sequence, attempt));
      DecodedReply reply = await(open, code, sequence, FIRST_TIMEOUT_MILLIS << attempt);
      if (reply instanceof DecodedReply.Answer || reply instanceof DecodedReply.UnknownReply) {
        return Optional.of(reply);
      }
    }
    return Optional.empty();
  }

  /// The reply, or {@link DecodedReply.Foreign} when none came in time.
  private DecodedReply await(Transport open, RequestCode code, int sequence, long timeoutMillis)
      throws IOException {
    long end = System.nanoTime() + timeoutMillis * 1_000_000;
    while (true) {
      long leftMillis = (end - System.nanoTime()) / 1_000_000;
      int length = leftMillis > 0 ? open.receive(buffer, leftMillis) : -1;
      if (length < 0) {
        return new DecodedReply.Foreign();
      }
      DecodedReply reply = ReplyCodec.decode(buffer, length, code, sequence);
      if (!(reply instanceof DecodedReply.Foreign)) {
        return reply;
      }
    }
  }

  @Override
  public void close() {
    Transport open = transport;
    if (open != null) {
      open.close();
      transport = null;
    }
  }
}
