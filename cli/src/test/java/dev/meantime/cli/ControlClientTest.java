// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meantime.control.ActivityReport;
import dev.meantime.control.ControlReply;
import dev.meantime.control.ControlRequest;
import dev.meantime.control.ControlResponder;
import dev.meantime.control.ControlResponder.Access;
import dev.meantime.control.ControlStatus;
import dev.meantime.control.RequestCode;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ControlClientTest {

  private static final ControlRequest.GetActivity ACTIVITY = new ControlRequest.GetActivity();

  private final AtomicInteger sequences = new AtomicInteger();
  private final List<String> sent = new ArrayList<>();

  /// Answers, but each reply is changed on the way; a reply of no octets is lost.
  private final class Tampering implements Transport {

    private final Transport daemon =
        new ResponderTransport(
            new ControlResponder(new TwoSources(), RequestCode.OPEN_BY_DEFAULT), Access.OPEN);
    private final String name;
    private final UnaryOperator<byte[]> change;

    Tampering(String name, UnaryOperator<byte[]> change) {
      this.name = name;
      this.change = change;
    }

    @Override
    public void send(byte[] request) throws IOException {
      sent.add(name + " attempt " + request[7] + " sequence " + request[11]);
      daemon.send(request);
    }

    @Override
    public int receive(byte[] buffer, long timeoutMillis) throws IOException {
      int length = daemon.receive(buffer, timeoutMillis);
      if (length < 0) {
        return -1;
      }
      byte[] changed = change.apply(Arrays.copyOf(buffer, length));
      System.arraycopy(changed, 0, buffer, 0, changed.length);
      return changed.length == 0 ? -1 : changed.length;
    }

    @Override
    public void close() {
      sent.add(name + " closed");
    }
  }

  @Test
  void takesTheFirstAnswer() throws ControlException {
    try (ControlClient client = client(place("a", reply -> reply))) {
      assertThat(client.ask(ACTIVITY, ActivityReport.class).online()).isEqualTo(1);
    }
    assertThat(sent).containsExactly("a attempt 0 sequence 1", "a closed");
  }

  @Test
  void asksThreeTimesWithFreshSequencesThenElsewhere() throws ControlException {
    try (ControlClient client =
        client(place("a", reply -> new byte[0]), place("b", reply -> reply))) {
      client.ask(ACTIVITY, ActivityReport.class);
      client.ask(ACTIVITY, ActivityReport.class);
    }
    assertThat(sent)
        .containsExactly(
            "a attempt 0 sequence 1",
            "a attempt 1 sequence 2",
            "a attempt 2 sequence 3",
            "a closed",
            "b attempt 0 sequence 4",
            "b attempt 0 sequence 5",
            "b closed");
  }

  @Test
  void goesOnAtOnceWhereNobodyListens() throws ControlException {
    Daemons.Place nobody =
        () -> {
          throw new ConnectException("nobody");
        };
    try (ControlClient client = client(nobody, place("b", reply -> reply))) {
      client.ask(ACTIVITY, ActivityReport.class);
    }
    assertThat(sent).startsWith("b attempt 0 sequence 1");
  }

  @Test
  void doesNotBelieveForeignReplies() {
    UnaryOperator<byte[]> forged =
        reply -> {
          reply[19] ^= 1;
          return reply;
        };
    assertThatThrownBy(() -> client(place("a", forged)).ask(ACTIVITY, ActivityReport.class))
        .isInstanceOf(ControlException.class)
        .hasMessage("506 Cannot talk to daemon");
  }

  @Test
  void asksAgainAfterHalfAReply() {
    assertThatThrownBy(() ->
            client(place("a", reply -> Arrays.copyOf(reply, 40)))
                .ask(ACTIVITY, ActivityReport.class))
        .hasMessage("506 Cannot talk to daemon");
    assertThat(sent).hasSize(4);
  }

  @Test
  void refusesAReplyOfAnotherKind() {
    assertThatThrownBy(
            () -> client(place("a", reply -> reply)).ask(ACTIVITY, ControlReply.SourceCount.class))
        .hasMessage("508 Bad reply from daemon");
  }

  @Test
  void passesOnWhyTheDaemonRefuses() {
    assertThatThrownBy(() ->
            client(place("a", reply -> reply))
                .ask(new ControlRequest.Shutdown(), ControlReply.Empty.class))
        .hasMessage("501 Not authorised")
        .satisfies(
            e -> assertThat(((ControlException) e).status()).contains(ControlStatus.UNAUTHORISED));
  }

  @Test
  void hasNobodyToAskWithoutPlaces() {
    assertThatThrownBy(() -> client().ask(ACTIVITY, ActivityReport.class))
        .hasMessage("506 Cannot talk to daemon");
  }

  private Daemons.Place place(String name, UnaryOperator<byte[]> change) {
    return () -> new Tampering(name, change);
  }

  private ControlClient client(Daemons.Place... places) {
    return new ControlClient(List.of(places), sequences::incrementAndGet);
  }
}
