// SPDX-License-Identifier: Apache-2.0
package dev.meantime.testing;

import dev.meantime.crypto.SymmetricKey;
import dev.meantime.wire.KissCode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A list of faults, taken apart once, with the generators of those that are random. Confined to
/// the server's thread.
final class Faults {

  boolean wrongOrigin;
  boolean fromOtherPort;
  boolean noMac;
  boolean forgedMac;
  boolean cryptoNak;
  int copies;
  int version;
  double requestDelay;
  double responseDelay;
  @Nullable Integer poll;
  @Nullable KissCode kiss;
  @Nullable SymmetricKey otherKey;
  final Set<Fault.ZeroTimestamp.Field> zero = EnumSet.noneOf(Fault.ZeroTimestamp.Field.class);

  private double lossProbability;
  private SplittableRandom lossRandom = new SplittableRandom(0);
  private int longest = Integer.MAX_VALUE;
  private int garbageLength = -1;
  private SplittableRandom garbageRandom = new SplittableRandom(0);

  Faults(List<Fault> faults) {
    faults.forEach(this::apply);
  }

  private void apply(Fault fault) {
    switch (fault) {
      case Fault.Silence silence -> lossProbability = 1;
      case Fault.Loss loss -> {
        lossProbability = loss.probability();
        lossRandom = new SplittableRandom(loss.seed());
      }
      case Fault.KissOfDeath kissOfDeath -> kiss = kissOfDeath.code();
      case Fault.WrongOrigin wrong -> wrongOrigin = true;
      case Fault.ZeroTimestamp zeroed -> zero.add(zeroed.field());
      case Fault.Duplicate duplicate -> copies = duplicate.copies();
      case Fault.Delay delay -> {
        requestDelay = delay.request();
        responseDelay = delay.response();
      }
      case Fault.Truncated truncated -> longest = truncated.length();
      case Fault.Garbage garbage -> {
        garbageLength = garbage.length();
        garbageRandom = new SplittableRandom(garbage.seed());
      }
      case Fault.WrongPort wrong -> fromOtherPort = true;
      case Fault.OtherVersion other -> version = other.version();
      case Fault.AnnouncedPoll announced -> poll = announced.poll();
      case Fault.NoMac none -> noMac = true;
      case Fault.ForgedMac forged -> forgedMac = true;
      case Fault.OtherKey other -> otherKey = other.key();
      case Fault.CryptoNak nak -> cryptoNak = true;
    }
  }

  /// Whether this request gets no answer. Draws a number where chance decides.
  boolean swallow() {
    return lossProbability > 0 && lossRandom.nextDouble() < lossProbability;
  }

  /// The octets that arrive in place of the answer's.
  byte[] damage(byte[] answer) {
    byte[] damaged = answer;
    if (garbageLength >= 0) {
      damaged = new byte[garbageLength];
      garbageRandom.nextBytes(damaged);
    }
    return damaged.length <= longest ? damaged : Arrays.copyOf(damaged, longest);
  }
}
