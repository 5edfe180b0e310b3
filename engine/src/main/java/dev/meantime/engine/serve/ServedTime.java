// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.serve;

import dev.meantime.engine.ClockState;
import dev.meantime.engine.discipline.CookedScale;
import dev.meantime.engine.respond.ServedClock;
import dev.meantime.engine.respond.ServedHeader;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.NtpTimestamp;

/// What is told of the clock, as long as nothing about it changes. Immutable; allocates nothing
/// when asked.
public final class ServedTime implements ServedClock {

  /// 127.127.1.255: the time is not the reference's, but on its way there.
  static final int SMOOTHED = 0x7f7f_01ff;

  /// 254.0.0.0, beside which ntpd sends the offset of a smear in units of 2⁻²² s.
  static final int SMEARED = 0xfe00_0000;

  private static final int SMEAR_BITS = 0x00ff_ffff;
  private static final double SMEAR_UNIT = 0x1p-22;

  /// An unsynchronised clock's root delay and dispersion: 1 s.
  private static final double UNKNOWN = 1;

  private static final int UNSYNCHRONISED_STRATUM = 16;
  private static final long SECOND = 1_000_000_000L;

  /// A clock that is its own reference says that it was corrected every so often.
  private static final long LOCAL_UPDATES = 64 * SECOND;

  private final CookedScale scale;
  private final ClockState state;
  private final Standing standing;
  private final LocalReference local;
  private final Shift shift;
  private final boolean plain;
  private final double precision;
  private final long seed;

  /// How the clock stands beside its {@link ClockState}.
  ///
  /// @param synchronised whether it has a source, be there a leap second or not
  /// @param leap what is announced
  /// @param activated whether a local reference may come into force
  /// @param lossNanos wall-clock reading at which it had its last source, or when it began
  record Standing(boolean synchronised, LeapIndicator leap, boolean activated, long lossNanos) {}

  /// @param shift of served time; by names alone without smoothing or smear
  /// @param precision what is less is not worth telling, seconds
  /// @param seed 64 random bits, the same for as long as the daemon runs
  ServedTime(
      CookedScale scale,
      ClockState state,
      Standing standing,
      LocalReference local,
      Shift shift,
      double precision,
      long seed) {
    this.scale = scale;
    this.state = state;
    this.standing = standing;
    this.local = local;
    this.shift = shift;
    this.plain = shift instanceof Shift.Names;
    this.precision = precision;
    this.seed = seed;
  }

  @Override
  public long servedNanos(long wallNanos) {
    if (plain) {
      return scale.toCooked(wallNanos);
    }
    long evenNanos = scale.toEven(wallNanos);
    return evenNanos + Math.round(shift.secondsAt(evenNanos) * 1e9);
  }

  @Override
  public long evenNanos(long wallNanos) {
    return scale.toEven(wallNanos);
  }

  @Override
  public void describe(long wallNanos, ServedHeader out) {
    long cookedNanos = scale.toCooked(wallNanos);
    boolean own = isLocal(wallNanos, cookedNanos);
    if (!own && !standing.synchronised()) {
      out.set(LeapIndicator.UNSYNCHRONISED.code(), 0, UNKNOWN, UNKNOWN, 0, 0);
      return;
    }
    long ahead = plain ? 0 : servedNanos(wallNanos) - cookedNanos;
    long reference = own ? localReferenceNanos(cookedNanos) : state.referenceNanos();
    int referenceId = own ? LocalReference.REFERENCE_ID.bits() : state.referenceId().bits();
    int stratum = own ? local.stratum() : state.stratum();
    out.set(
        own ? LeapIndicator.NONE.code() : standing.leap().code(),
        stratum < UNSYNCHRONISED_STRATUM ? stratum : 0,
        own ? 0 : state.rootDelay(),
        own ? 0 : state.rootDispersionAt(cookedNanos),
        plain ? referenceId : flag(referenceId, wallNanos, ahead),
        NtpTimestamp.bitsOfEpochNanos(reference + ahead));
  }

  /// Whether the clock is its own reference at that reading of the wall clock.
  public boolean isLocal(long wallNanos) {
    return isLocal(wallNanos, scale.toCooked(wallNanos));
  }

  /// How we stand in the eyes of others.
  ///
  /// @param clock how the clock stands
  /// @return the same, or what a local reference makes of it
  public ClockState tell(ClockState clock, long wallNanos) {
    long cookedNanos = scale.toCooked(wallNanos);
    return isLocal(wallNanos, cookedNanos)
        ? local.on(clock, localReferenceNanos(cookedNanos))
        : clock;
  }

  private boolean isLocal(long wallNanos, long cookedNanos) {
    return local.enabled()
        && local.isInForce(
            standing.activated(),
            standing.synchronised(),
            state.errorBoundAt(cookedNanos),
            (cookedNanos - state.referenceNanos()) * 1e-9,
            (wallNanos - standing.lossNanos()) * 1e-9);
  }

  /// A reference ID that warns of a time that is not the reference's.
  private int flag(int referenceId, long wallNanos, long ahead) {
    return switch (shift) {
      case Shift.Names names -> referenceId;
      case SmoothingCourse course ->
          Math.abs(course.offsetAt(scale.toEven(wallNanos))) > precision ? SMOOTHED : referenceId;
      case SmearCourse course ->
          course.isRunningAt(scale.toEven(wallNanos))
              ? SMEARED | ((int) Math.round(ahead * 1e-9 / SMEAR_UNIT) & SMEAR_BITS)
              : referenceId;
    };
  }

  /// Regular, but for a random share of a second that tells nobody when we look at the clock: 1 s
  /// to 66 s ago.
  private long localReferenceNanos(long cookedNanos) {
    long block = Math.floorDiv(cookedNanos, LOCAL_UPDATES);
    return block * LOCAL_UPDATES - SECOND - Math.floorMod(mix(seed + block), SECOND);
  }

  /// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
  private static long mix(long value) {
    long z = value * 0x9e37_79b9_7f4a_7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
    return z ^ (z >>> 31);
  }
}
