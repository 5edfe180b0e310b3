// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.ClockState;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.PacketCodec;
import dev.meantime.wire.ReferenceId;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AnswerTestsTest {

  private static final double PRECISION = 1e-6;
  private static final long TIME = 1_800_000_000_000_000_000L;
  private static final ReferenceId OWN = new ReferenceId(0xc0000201);

  private SourceEstimate estimate = SourceEstimate.none();
  private ClockState own = World.unsynchronised();
  private ReferenceId ownAddress = OWN;

  private static NtpPacket answer(FakeServer server) {
    byte[] request = PacketCodec.encode(NtpPacket.clientRequest(4, 6, 1));
    NtpTimestamp time = NtpTimestamp.ofEpochNanos(TIME);
    return server.reply(request, time, time);
  }

  private static OffsetMeasurement measurement(double offset, double delay, double dispersion) {
    return new OffsetMeasurement(
        new Sample(TIME, offset, delay, dispersion, delay, dispersion), 0.001, PRECISION);
  }

  private PacketTests judge(Options options, FakeServer server, OffsetMeasurement measurement) {
    AssociationOptions built = options.build();
    var random = new SplittableRandom(1);
    return new AnswerTests(built, DelayTest.of(built, PRECISION, random::nextLong))
        .judge(answer(server), measurement, estimate, false, ownAddress, own);
  }

  private PacketTests judge(FakeServer server) {
    return judge(new Options(), server, measurement(0, 0.01, 1e-6));
  }

  private PacketTests judge(Options options, double offset, double delay) {
    return judge(options, FakeServer.GOOD, measurement(offset, delay, 0));
  }

  @Test
  void aGoodAnswerPassesAll() {
    PacketTests tests = judge(FakeServer.GOOD);
    assertThat(tests.isGood()).isTrue();
    assertThat(tests.firstFailure()).isEmpty();
  }

  @Test
  void strataFrom1To15AreSynchronised() {
    assertThat(judge(FakeServer.GOOD.withStratum(0)).synchronised()).isFalse();
    assertThat(judge(FakeServer.GOOD.withStratum(1)).synchronised()).isTrue();
    assertThat(judge(FakeServer.GOOD.withStratum(15)).synchronised()).isTrue();
    assertThat(judge(FakeServer.GOOD.withStratum(16)).synchronised()).isFalse();
    assertThat(judge(FakeServer.GOOD.withStratum(255)).synchronised()).isFalse();
  }

  @Test
  void aSourceThatSaysSoIsNotSynchronised() {
    PacketTests tests = judge(FakeServer.UNSYNCHRONISED.withStratum(2));
    assertThat(tests.synchronised()).isFalse();
    assertThat(tests.isValid()).isTrue();
    assertThat(tests.delayOk()).as("A is not even tried").isFalse();
    assertThat(tests.firstFailure()).contains(Rejection.UNSYNCHRONISED);
  }

  @Test
  void aRootDistanceOf16SecondsIsTooFar() {
    assertThat(judge(FakeServer.GOOD.withRoot(16, 7.9)).nearRoot()).isTrue();
    PacketTests tests = judge(FakeServer.GOOD.withRoot(16, 8));
    assertThat(tests.nearRoot()).isFalse();
    assertThat(tests.firstFailure()).contains(Rejection.TOO_DISTANT);
  }

  @Test
  void maxDelayIsForTheDelayWithoutItsDispersion() {
    Options options = new Options();
    options.maxDelay = 0.1;
    assertThat(judge(options, FakeServer.GOOD, measurement(0, 0.104, 0.005)).delayOk()).isTrue();
    PacketTests tests = judge(options, FakeServer.GOOD, measurement(0, 0.106, 0.005));
    assertThat(tests.delayOk()).isFalse();
    assertThat(tests.firstFailure()).contains(Rejection.DELAYED);
  }

  @Test
  void aPrecisionCoarserThanMaxDelayIsUseless() {
    Options options = new Options();
    options.maxDelay = 0.1;
    var coarse = new OffsetMeasurement(new Sample(TIME, 0, 0.2, 0.2, 0.2, 0.2), 0.001, 0.11);
    assertThat(judge(options, FakeServer.GOOD, coarse).delayOk()).isFalse();
  }

  @Test
  void aServerHasFourSecondsToAnswer() {
    Sample sample = measurement(0, 0.01, 0).sample();
    for (double sign : new double[] {-1, 1}) {
      var slow = new OffsetMeasurement(sample, sign * 4.001, PRECISION);
      assertThat(judge(new Options(), FakeServer.GOOD, slow).delayOk()).isFalse();
      var quick = new OffsetMeasurement(sample, sign * 3.999, PRECISION);
      assertThat(judge(new Options(), FakeServer.GOOD, quick).delayOk()).isTrue();
    }
  }

  @Test
  void anAnswerToAWarmUpIsNotUsed() {
    AssociationOptions options = AssociationOptions.DEFAULT;
    var tests =
        new AnswerTests(options, DelayTest.of(options, PRECISION, () -> 1))
            .judge(
                answer(FakeServer.GOOD), measurement(0, 0.01, 0), estimate, true, ownAddress, own);
    assertThat(tests.delayOk()).isFalse();
    assertThat(tests.isSynchronised()).isTrue();
  }

  @Test
  void maxDelayRatioGrowsWithTheAgeOfTheEstimate() {
    Options options = new Options();
    options.maxDelayRatio = 2;
    estimate = ScriptedEstimator.estimate(6, TIME - 100_000_000_000L, 0, 9e-6, 1, 0.010);
    // 2 · 10 ms + 100 s · (9 + 1) ppm = 21 ms
    assertThat(judge(options, 0, 0.0209).delayRatioOk()).isTrue();
    PacketTests tests = judge(options, 0, 0.0211);
    assertThat(tests.delayRatioOk()).isFalse();
    assertThat(tests.firstFailure()).contains(Rejection.DELAY_RATIO);
    estimate = ScriptedEstimator.estimate(5, TIME, 0, 0, 1, 0.010);
    assertThat(judge(options, 0, 1).delayRatioOk()).as("fewer than six samples").isTrue();
    options.maxDelayRatio = 0.9;
    estimate = ScriptedEstimator.estimate(6, TIME, 0, 0, 1, 0.010);
    assertThat(judge(options, 0, 1).delayRatioOk()).as("switched off").isTrue();
  }

  @Test
  void maxDelayDevRatioAllowsSoManyStandardDeviations() {
    Options options = new Options();
    estimate = ScriptedEstimator.estimate(6, TIME - 100_000_000_000L, 0, 9e-6, 1e-4, 0.010);
    // 10 · 0.1 ms + 100 s · 10 ppm = 2 ms of extra one-way delay
    assertThat(judge(options, 0.002, 0.0139).delayDeviationOk()).isTrue();
    PacketTests tests = judge(options, 0.002, 0.0141);
    assertThat(tests.delayDeviationOk()).isFalse();
    assertThat(tests.firstFailure()).contains(Rejection.DELAY_DEVIATION);
    assertThat(judge(options, 0.0042, 0.0141).delayDeviationOk())
        .as("the clock moved further than the delay explains")
        .isTrue();
    assertThat(judge(options, -0.0042, 0.0141).delayDeviationOk()).isTrue();
    estimate = ScriptedEstimator.estimate(5, TIME, 0, 0, 1e-4, 0.010);
    assertThat(judge(options, 0, 1).delayDeviationOk()).as("fewer than six samples").isTrue();
  }

  @Test
  void maxDelayQuantileTakesThePlaceOfTheDeviation() {
    Options options = new Options();
    options.maxDelayQuantile = 0.5;
    AssociationOptions built = options.build();
    DelayTest test = DelayTest.of(built, PRECISION, new SplittableRandom(3)::nextLong);
    Sample slow = measurement(0, 0.020, 0).sample();
    assertThat(test.passes(slow, estimate)).as("nothing known yet").isTrue();
    for (int i = 0; i < 50; i++) {
      test.onDelay(0.010);
    }
    assertThat(test.passes(slow, estimate)).isFalse();
    assertThat(test.passes(measurement(0, 0.010, 0).sample(), estimate)).isTrue();
    test.reset();
    assertThat(test.passes(slow, estimate)).isTrue();
  }

  @Test
  void aSourceThatShowsOurAddressFollowsUs() {
    FakeServer follower = FakeServer.GOOD.withReference(OWN, NtpTimestamp.ZERO);
    PacketTests tests = judge(follower);
    assertThat(tests.noLoop()).isFalse();
    assertThat(tests.firstFailure()).contains(Rejection.LOOP);
    assertThat(judge(follower.withStratum(1)).noLoop())
        .as("at stratum 1 the reference ID is a name")
        .isTrue();
    ownAddress = ReferenceId.NONE;
    assertThat(judge(follower).noLoop()).as("we do not serve").isTrue();
    assertThat(judge(FakeServer.GOOD.withReference(ReferenceId.NONE, NtpTimestamp.ZERO)).noLoop())
        .as("NONE is nobody's address")
        .isTrue();
  }

  @Test
  void ourOwnDataComingBackIsALoop() {
    ReferenceId upstream = new ReferenceId(0x0a000001);
    NtpTimestamp reference = NtpTimestamp.ofEpochNanos(TIME - 5_000_000_000L);
    own = World.clockState(3, upstream, 0.0123, TIME - 5_000_000_000L);
    FakeServer mirror =
        FakeServer.GOOD.withStratum(3).withReference(upstream, reference).withRoot(0.0123, 0.001);
    assertThat(judge(mirror).noLoop()).isFalse();
    assertThat(judge(mirror.withStratum(4)).noLoop()).isTrue();
    assertThat(judge(mirror.withRoot(0.0124, 0.001)).noLoop()).isTrue();
    assertThat(judge(mirror.withReference(OWN_NEIGHBOUR, reference)).noLoop()).isTrue();
    assertThat(judge(mirror.withReference(upstream, NtpTimestamp.ofEpochNanos(TIME))).noLoop())
        .isTrue();
  }

  private static final ReferenceId OWN_NEIGHBOUR = new ReferenceId(0xc0000202);

  @Test
  void leapAnnouncementsAreSynchronised() {
    for (LeapIndicator leap : new LeapIndicator[] {LeapIndicator.INSERT, LeapIndicator.DELETE}) {
      FakeServer server =
          new FakeServer(
              leap,
              1,
              -20,
              0,
              0,
              ReferenceId.ofText("PPS"),
              NtpTimestamp.ZERO,
              dev.meantime.wire.Mode.SERVER);
      assertThat(judge(server).isGood()).isTrue();
    }
  }
}
