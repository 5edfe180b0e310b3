// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.RunOptions.Severity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientLogRoomTest {

  private static final long MEMORY = 512L << 20;

  private final List<String> lines = new ArrayList<>();
  private final EventLog log =
      new EventLog(new StoppedClock(0), Severity.INFO, (_, _, line) -> lines.add(line));

  @Test
  void whatFitsIsUsedAsItIs() {
    assertThat(ClientLogRoom.forRequests(0, MEMORY, log)).isZero();
    assertThat(ClientLogRoom.forRequests(524_288, MEMORY, log)).isEqualTo(524_288);
    assertThat(ClientLogRoom.forRequests(256L << 20, MEMORY, log)).isEqualTo(256L << 20);
    assertThat(lines).isEmpty();
  }

  @Test
  void whatDoesNotFitIsCutDownAndTold() {
    assertThat(ClientLogRoom.forRequests(1L << 40, MEMORY, log)).isEqualTo(256L << 20);
    assertThat(lines)
        .containsExactly(
            "clientloglimit 1099511627776 is more than half of the memory that the Java virtual"
                + " machine may use; 268435456 is used instead."
                + " MEANTIME_JAVA_OPTS=-Xmx2097153m allows for all of it");
  }

  @Test
  void commandsNeverNeedMoreThanTheDefault() {
    assertThat(ClientLogRoom.forCommands(1L << 40)).isEqualTo(524_288);
    assertThat(ClientLogRoom.forCommands(0)).isZero();
  }
}
