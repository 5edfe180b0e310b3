// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.association.AssociationState.Activity;
import org.junit.jupiter.api.Test;

class BurstTest {

  private final Burst burst = new Burst();

  @Test
  void theLastRequestOfAnOnlineBurstIsAnOrdinaryOne() {
    burst.goOnline();
    assertThat(burst.begin(4, 3)).isTrue();
    for (int i = 0; i < 2; i++) {
      assertThat(burst.isOverBeforeRequest()).isFalse();
      burst.onRequest(true);
    }
    assertThat(burst.isOverBeforeRequest()).isTrue();
    assertThat(burst.activity()).isEqualTo(Activity.ONLINE);
  }

  @Test
  void anOfflineBurstEndsAfterItsLastRequest() {
    assertThat(burst.begin(4, 2)).isTrue();
    assertThat(burst.activity()).isEqualTo(Activity.BURST_OFFLINE);
    for (int i = 0; i < 2; i++) {
      assertThat(burst.isOverBeforeRequest()).isFalse();
      burst.onRequest(true);
    }
    assertThat(burst.isOverBeforeRequest()).isTrue();
    assertThat(burst.activity()).isEqualTo(Activity.OFFLINE);
  }

  @Test
  void enoughGoodAnswersEndIt() {
    burst.goOnline();
    burst.begin(2, 8);
    assertThat(burst.isOverAfterGood()).isFalse();
    assertThat(burst.isOverAfterGood()).isTrue();
    assertThat(burst.isOverAfterGood()).isFalse();
    assertThat(burst.activity()).isEqualTo(Activity.ONLINE);
  }

  @Test
  void oneBurstAtATime() {
    burst.goOnline();
    burst.begin(2, 8);
    assertThat(burst.begin(1, 1)).isFalse();
    assertThat(new Burst().begin(0, 5)).isFalse();
    assertThat(new Burst().begin(5, 0)).isFalse();
  }

  @Test
  void aRunningBurstChangesWhereItReturnsTo() {
    burst.begin(1, 8);
    assertThat(burst.goOnline()).isTrue();
    assertThat(burst.activity()).isEqualTo(Activity.BURST_ONLINE);
    assertThat(burst.goOnline()).isFalse();
    assertThat(burst.goOffline()).isTrue();
    assertThat(burst.activity()).isEqualTo(Activity.BURST_OFFLINE);
    assertThat(burst.end()).isTrue();
    assertThat(burst.activity()).isEqualTo(Activity.OFFLINE);
    assertThat(burst.end()).isFalse();
  }

  @Test
  void theBurstOptionNeverAsksMoreThanTheShortestIntervalAllows() {
    burst.goOnline();
    burst.beginAtPoll(6, 6);
    assertThat(burst.isRunning()).isFalse();
    burst.beginAtPoll(7, 6);
    assertThat(requestsLeft()).isEqualTo(2);
    burst.beginAtPoll(10, 6);
    assertThat(requestsLeft()).isEqualTo(4);
  }

  private int requestsLeft() {
    int requests = 0;
    while (!burst.isOverBeforeRequest()) {
      burst.onRequest(true);
      requests++;
    }
    return requests + 1;
  }

  @Test
  void isNotFasterThanAQuarterOfThePoll() {
    assertThat(Burst.interval(64)).isEqualTo(2);
    assertThat(Burst.interval(4)).isEqualTo(1);
  }
}
