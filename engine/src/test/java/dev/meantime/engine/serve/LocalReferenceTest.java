// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocalReferenceTest {

  private static final LocalReference USUAL = new LocalReference(true, 10, 1, false, 0, 0, 0);

  @Test
  void isInForceAtOnceWithoutASource() {
    assertThat(USUAL.isActivated(false, 1.5)).isTrue();
    assertThat(USUAL.isInForce(true, false, 1.5, 0, 0)).isTrue();
    assertThat(LocalReference.OFF.isInForce(true, false, 1.5, 0, 1e9)).isFalse();
  }

  @Test
  void yieldsToASourceUntilItsDistanceIsTooLarge() {
    assertThat(USUAL.isInForce(true, true, 1, 5000, 0)).isFalse();
    assertThat(USUAL.isInForce(true, true, 1.000001, 5000, 0)).isTrue();
  }

  @Test
  void waitsAfterTheLastUpdateAndAfterTheLoss() {
    LocalReference patient = new LocalReference(true, 10, 1, false, 0, 600, 60);

    assertThat(patient.isInForce(true, true, 2, 599.9, 0)).isFalse();
    assertThat(patient.isInForce(true, true, 2, 600, 0)).isTrue();
    assertThat(patient.isInForce(true, false, 2, 600, 59.9)).isFalse();
    assertThat(patient.isInForce(true, false, 2, 600, 60)).isTrue();
  }

  @Test
  void needsToHaveBeenGoodOnceWhenActivateSaysSo() {
    LocalReference once = new LocalReference(true, 10, 1, false, 0.1, 0, 0);

    assertThat(once.isActivated(false, 0.01)).isFalse();
    assertThat(once.isActivated(true, 0.1)).isFalse();
    assertThat(once.isActivated(true, 0.0999)).isTrue();
    assertThat(once.isInForce(false, false, 1.5, 0, 1e9)).isFalse();
    assertThat(once.isInForce(true, false, 1.5, 0, 0)).isTrue();
  }

  @Test
  void orphansWaitFiveMinutesUnlessToldOtherwise() {
    assertThat(new LocalReference(true, 7, 1, true, 0, 0, -1).waitUnsynced()).isEqualTo(300);
    assertThat(new LocalReference(true, 7, 1, true, 0, 0, 20).waitUnsynced()).isEqualTo(20);
    assertThat(new LocalReference(true, 7, 1, false, 0, 0, -1).waitUnsynced()).isZero();
  }

  @Test
  void electionIsAmongOrphansOnly() {
    assertThat(new LocalReference(true, 7, 1, true, 0, 0, -1).orphanStratum()).isEqualTo(7);
    assertThat(USUAL.orphanStratum()).isEqualTo(16);
    assertThat(new LocalReference(false, 7, 1, true, 0, 0, -1).orphanStratum()).isEqualTo(16);
  }

  @Test
  void stratumIsLimited() {
    assertThat(new LocalReference(true, 0, 1, false, 0, 0, 0).stratum()).isEqualTo(1);
    assertThat(new LocalReference(true, 99, 1, false, 0, 0, 0).stratum()).isEqualTo(15);
  }
}
