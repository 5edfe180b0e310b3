// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.systemtests.ServerUnderTest.Kind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a server says of its clock, beside chronyd, with every kind of reference that needs nobody
/// else.
class ServedClockTest {

  private static final String CLIENT = "127.0.0.1";
  private static final AnswerText TEXT = new AnswerText(List.of());

  @TempDir Path directory;

  @Test
  void theClockIsDescribedAsByChronyd() {
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("", "UNSYNCHRONISED stratum 0");
    expected.put("local", "NONE stratum 10");
    expected.put("local stratum 1", "NONE stratum 1");
    expected.put("local stratum 15", "NONE stratum 15");
    expected.put("local stratum 6 distance 0.5", "NONE stratum 6");
    expected.forEach((local, part) -> {
      String theirs = answer(Kind.CHRONYD, local);
      assertThat(theirs).contains(part);
      assertThat(answer(Kind.MEANTIME, local)).as("with '%s'", local).isEqualTo(theirs);
    });
  }

  /// Debian's chronyd is too old for these options.
  @Test
  void theLocalReferenceWaitsForItsConditions() {
    assertThat(answer(Kind.MEANTIME, "local stratum 6 activate 0.5"))
        .contains("UNSYNCHRONISED stratum 0");
    assertThat(answer(Kind.MEANTIME, "local stratum 6 waitunsynced 300"))
        .contains("UNSYNCHRONISED stratum 0");
    assertThat(answer(Kind.MEANTIME, "local stratum 6 orphan"))
        .contains("UNSYNCHRONISED stratum 0");
    assertThat(answer(Kind.MEANTIME, "local stratum 6 orphan waitunsynced 0"))
        .contains("NONE stratum 6", "reference 7F7F0101");
  }

  @Test
  void anUnsynchronisedServerSaysSoInEveryField() {
    assertThat(answer(Kind.MEANTIME, ""))
        .isEqualTo(
            "v4 SERVER UNSYNCHRONISED stratum 0 poll 6 precision -24 delay 65536 dispersion 65536"
                + " reference 00000000 never set basic 10 in time no MAC");
  }

  private String answer(Kind kind, String local) {
    try (ServerUnderTest server =
            ServerUnderTest.start(
                kind, directory, local, "allow 127.0.0.0/8", "clockprecision 60e-9");
        RawClient client = RawClient.of(CLIENT, server.at(CLIENT))) {
      server.awaitAnswer(CLIENT);
      byte[] request = Requests.client(4, 4711);
      return TEXT.of(request, client.answers(request));
    }
  }
}
