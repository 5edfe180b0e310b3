// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.meantime.engine.Now;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final long SECOND = 1_000_000_000L;

  private long bits;
  private final Schedule schedule = new Schedule(() -> bits);

  private static Now at(double seconds) {
    return new Now(0, Math.round(seconds * SECOND));
  }

  @Test
  void nothingIsWaitedForAtFirst() {
    assertThat(schedule.wakeAt()).isEmpty();
    assertThat(schedule.isRequestDue(at(1e9))).isFalse();
  }

  @Test
  void theFirstRequestComesAfterAFifthOfASecond() {
    schedule.armFirst(at(10), 64);
    assertThat(schedule.wakeAt()).hasValue(Math.round(10.2 * SECOND));
    assertThat(schedule.isRequestDue(at(10.199))).isFalse();
    assertThat(schedule.isRequestDue(at(10.2))).isTrue();
  }

  @Test
  void aFirstRequestKeepsItsDistanceUnlessTheLastIsForgotten() {
    schedule.onRequest(at(10), 7);
    schedule.onSocketClosed();
    schedule.armFirst(at(11), 64);
    assertThat(schedule.wakeAt()).hasValue(74 * SECOND);
    schedule.forgetLast();
    schedule.armFirst(at(11), 64);
    assertThat(schedule.wakeAt()).hasValue(Math.round(11.2 * SECOND));
  }

  @Test
  void anIntervalCountsFromTheLastRequestAndIsUpToTwoPercentLonger() {
    schedule.onRequest(at(10), 7);
    schedule.onSocketClosed();
    schedule.armNext(at(12), 100);
    assertThat(schedule.wakeAt()).hasValue(110 * SECOND);
    bits = -1;
    schedule.armNext(at(12), 100);
    assertThat(schedule.wakeAt().orElseThrow()).isBetween(111 * SECOND, 112 * SECOND);
    schedule.armNext(at(500), 100);
    assertThat(schedule.wakeAt()).as("never in the past").hasValue(500 * SECOND);
  }

  @Test
  void wakesForTheEarlierOfRequestAndSocket() {
    schedule.onRequest(at(10), 7);
    assertThat(schedule.wakeAt()).hasValue(17 * SECOND);
    schedule.armNext(at(10), 2);
    assertThat(schedule.wakeAt()).hasValue(12 * SECOND);
    schedule.stopRequests();
    assertThat(schedule.isSocketDue(at(17))).isTrue();
    assertThat(schedule.wakeAt()).hasValue(17 * SECOND);
  }

  @Test
  void theMonotonicClockMayWrap() {
    Now end = new Now(0, Long.MAX_VALUE);
    schedule.armFirst(end, 1);
    assertThat(schedule.isRequestDue(end)).isFalse();
    assertThat(schedule.isRequestDue(new Now(0, Long.MIN_VALUE + SECOND))).isTrue();
    schedule.onRequest(end, 7);
    assertThat(schedule.wakeAt()).hasValue(Long.MAX_VALUE + SECOND / 5);
  }

  @Test
  void anUnarmedDeadlineHasNoTime() {
    assertThatIllegalStateException().isThrownBy(new Deadline()::monotonicNanos);
  }
}
