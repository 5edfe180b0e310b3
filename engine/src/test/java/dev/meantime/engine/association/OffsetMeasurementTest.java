// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;
import org.junit.jupiter.api.Test;

class OffsetMeasurementTest {

  private static final double PRECISION = 0x1p-20;

  /// 2036-02-07T06:28:16Z, when the 32 bits of seconds begin anew.
  private static final long ERA_1 = 2_085_978_496_000_000_000L;

  private static final long T1 = 1_800_000_000_123_456_789L;

  private static PacketTime at(long nanos) {
    return new PacketTime(nanos, 0, PacketTime.Source.KERNEL);
  }

  private static NtpPacket answer(FakeServer server, long t2, long t3) {
    byte[] request =
        dev.meantime.wire.PacketCodec.encode(NtpPacket.clientRequest(4, 6, 0x1122334455667788L));
    return server.reply(request, NtpTimestamp.ofEpochNanos(t2), NtpTimestamp.ofEpochNanos(t3));
  }

  private static OffsetMeasurement measure(long t1, long t2, long t3, long t4) {
    return OffsetMeasurement.ofBasic(
        answer(FakeServer.GOOD, t2, t3), at(t1), at(t4), PRECISION, 0, 0);
  }

  @Test
  void halfTheAsymmetryOfTheDelaysIsInTheOffset() {
    // Out 30 ms, 1 ms at the server, back 10 ms, the local clock 5 ms behind.
    OffsetMeasurement m = measure(T1, T1 + 35_000_000, T1 + 36_000_000, T1 + 41_000_000);
    assertThat(m.sample().offset()).isCloseTo(0.005 + 0.010, within(1e-9));
    assertThat(m.sample().delay()).isCloseTo(0.040, within(1e-9));
    assertThat(m.serverInterval()).isCloseTo(0.001, within(1e-9));
    assertThat(m.sample().timeNanos()).isEqualTo(T1 + 20_500_000);
  }

  @Test
  void anOffsetOfYearsKeepsItsNanoseconds() {
    long years = 20L * 365 * 86_400 * 1_000_000_000L;
    OffsetMeasurement m =
        measure(T1, T1 + years + 10_000_000, T1 + years + 10_000_000, T1 + 20_000_000);
    assertThat(m.sample().offset()).isCloseTo(years * 1e-9, within(1e-6));
    assertThat(m.sample().delay()).isCloseTo(0.020, within(1e-6));
  }

  @Test
  void anExchangeAcrossTheEndOfTheEraIsLikeAnyOther() {
    // We are still in era 0, the server, 100 ms ahead, is already in era 1.
    long t1 = ERA_1 - 50_000_000;
    OffsetMeasurement m = measure(t1, t1 + 110_000_000, t1 + 110_000_000, t1 + 20_000_000);
    assertThat(m.sample().offset()).isCloseTo(0.100, within(1e-9));
    assertThat(m.sample().delay()).isCloseTo(0.020, within(1e-9));
    assertThat(m.sample().timeNanos()).isEqualTo(t1 + 10_000_000);
  }

  @Test
  void aClockThatLostItsEraFindsTheRightOne() {
    // A clock at 1970 + 10 years and a server 2040: 60 years apart, in another era.
    long t1 = 315_532_800_000_000_000L;
    long t2 = 2_208_988_800_000_000_000L;
    OffsetMeasurement m = measure(t1, t2, t2, t1);
    assertThat(m.sample().offset()).isCloseTo((t2 - t1) * 1e-9, within(1e-5));
    assertThat(m.isPlausible()).isTrue();
  }

  @Test
  void noDelayIsBelowThePrecisionOfBothClocks() {
    OffsetMeasurement m = measure(T1, T1, T1 + 1000, T1 + 1000);
    assertThat(m.precision()).isEqualTo(PRECISION + 0x1p-24);
    assertThat(m.sample().delay()).isEqualTo(m.precision());
  }

  @Test
  void dispersionIsTheWorstTimestampAndTheDriftDuringTheExchange() {
    NtpPacket answer = answer(FakeServer.GOOD, T1, T1);
    PacketTime sent = new PacketTime(T1, 30e-6, PacketTime.Source.DAEMON);
    PacketTime received = new PacketTime(T1 + 1_000_000_000, 5e-6, PacketTime.Source.KERNEL);
    var m = OffsetMeasurement.ofBasic(answer, sent, received, PRECISION, 10e-6, 0);
    assertThat(m.sample().dispersion()).isCloseTo(40e-6, within(1e-12));
    assertThat(m.sample().rootDispersion())
        .isCloseTo(answer.rootDispersion().toSeconds() + 40e-6, within(1e-12));
    assertThat(m.sample().rootDelay()).isCloseTo(answer.rootDelay().toSeconds() + 1, within(1e-9));
    var wild = OffsetMeasurement.ofBasic(answer, sent, received, PRECISION, 1, 0);
    assertThat(wild.sample().dispersion()).isCloseTo(2030e-6, within(1e-12));
  }

  @Test
  void theCorrectionIsAdded() {
    NtpPacket answer = answer(FakeServer.GOOD, T1, T1);
    var m = OffsetMeasurement.ofBasic(answer, at(T1), at(T1), PRECISION, 0, -0.25);
    assertThat(m.sample().offset()).isCloseTo(-0.25, within(1e-9));
  }

  @Test
  void aTimeBefore1970IsNotPlausible() {
    assertThat(measure(1000, 1000, 1000, 1000).isPlausible()).isTrue();
    long t2 = -1_000_000_000L;
    assertThat(measure(1000, t2, t2, 1000).isPlausible()).isFalse();
  }
}
