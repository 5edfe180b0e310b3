// SPDX-License-Identifier: Apache-2.0
package dev.meantime.testing;

import dev.meantime.crypto.KeyRing;
import dev.meantime.crypto.PacketAuthenticator.Verdict;
import dev.meantime.crypto.SymmetricAuthenticator;
import dev.meantime.wire.Decoded;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.MacField;
import dev.meantime.wire.Mode;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpShort;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.PacketCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Turns one {@link Behaviour} into answers. Does no I/O. Confined to the server's thread once it
/// is made.
final class Script {

  private static final int NTP_PORT = 123;
  private static final long NANOS = 1_000_000_000L;
  private static final long REFERENCE_INTERVAL_NANOS = 16 * NANOS;

  private final Behaviour behaviour;
  private final KeyRing keys;
  private final LongSupplier clock;
  private final Faults faults;

  Script(Behaviour behaviour, KeyRing keys, LongSupplier clock) {
    this.behaviour = behaviour;
    this.keys = keys;
    this.clock = clock;
    this.faults = new Faults(behaviour.faults());
  }

  Behaviour behaviour() {
    return behaviour;
  }

  /// A datagram to send.
  ///
  /// @param delayNanos how long to hold it back
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Reply(byte[] octets, long delayNanos, boolean fromOtherPort) {}

  /// What came of a request.
  ///
  /// @param authentic whether its MAC, if it has one, is right
  record Outcome(boolean authentic, List<Reply> replies) {}

  /// @param length octets of the datagram in `data`
  /// @param arrivalNanos reading of the clock when it arrived
  Outcome respond(byte[] data, int length, Decoded.Packet request, int port, long arrivalNanos) {
    Verdict verdict = keys.verify(data, length, request.macOffset());
    boolean authentic = verdict == Verdict.AUTHENTIC || verdict == Verdict.MISSING;
    Optional<Mode> mode = answerTo(request.packet(), port);
    boolean answered = authentic || faults.cryptoNak;
    if (mode.isEmpty() || !answered || faults.swallow()) {
      return new Outcome(authentic, List.of());
    }
    byte[] octets = faults.damage(sealed(request.packet(), mode.get(), arrivalNanos));
    Reply reply =
        new Reply(
            octets, nanos(faults.requestDelay) + nanos(faults.responseDelay), faults.fromOtherPort);
    List<Reply> replies = new ArrayList<>();
    for (int i = 0; i <= faults.copies; i++) {
      replies.add(reply);
    }
    return new Outcome(authentic, replies);
  }

  /// The mode of the answer to a request, if it is one that servers answer.
  private static Optional<Mode> answerTo(NtpPacket request, int port) {
    return switch (request.mode()) {
      case CLIENT -> Optional.of(Mode.SERVER);
      case SYMMETRIC_ACTIVE -> Optional.of(Mode.SYMMETRIC_PASSIVE);
      case RESERVED ->
          request.version() == 1 && port != NTP_PORT ? Optional.of(Mode.SERVER) : Optional.empty();
      case SYMMETRIC_PASSIVE, SERVER, BROADCAST, CONTROL, PRIVATE -> Optional.empty();
    };
  }

  private byte[] sealed(NtpPacket request, Mode mode, long arrivalNanos) {
    byte[] octets = PacketCodec.encode(answer(request, mode, arrivalNanos));
    if (faults.cryptoNak) {
      return Arrays.copyOf(octets, octets.length + 4);
    }
    if (faults.otherKey != null) {
      return new SymmetricAuthenticator(faults.otherKey).seal(octets);
    }
    if (faults.noMac || !(request.mac() instanceof MacField.Mac mac)) {
      return octets;
    }
    int digestLength = mac.digest().length;
    byte[] sealed = Arrays.copyOf(octets, octets.length + 4 + digestLength);
    keys.seal(sealed, octets.length, mac.keyId(), digestLength);
    if (faults.forgedMac) {
      sealed[sealed.length - 1] ^= 1;
    }
    return sealed;
  }

  private NtpPacket answer(NtpPacket request, Mode mode, long arrivalNanos) {
    boolean kiss = faults.kiss != null;
    long shiftNanos = nanos(behaviour.offset()) + nanos(faults.requestDelay);
    long receiveNanos = arrivalNanos + shiftNanos;
    long referenceNanos = receiveNanos - Math.floorMod(receiveNanos, REFERENCE_INTERVAL_NANOS);
    NtpTimestamp origin =
        faults.wrongOrigin ? new NtpTimestamp(request.transmit().bits() ^ 1) : request.transmit();
    return new NtpPacket(
        kiss ? LeapIndicator.UNSYNCHRONISED : behaviour.leap(),
        faults.version != 0 ? faults.version : request.version(),
        mode,
        kiss ? 0 : behaviour.stratum(),
        faults.poll != null ? faults.poll : request.poll(),
        behaviour.precision(),
        NtpShort.ofSeconds(behaviour.rootDelay()),
        NtpShort.ofSeconds(behaviour.rootDispersion()),
        faults.kiss != null ? faults.kiss.referenceId() : behaviour.referenceId(),
        timestamp(Fault.ZeroTimestamp.Field.REFERENCE, NtpTimestamp.ofEpochNanos(referenceNanos)),
        timestamp(Fault.ZeroTimestamp.Field.ORIGIN, origin),
        timestamp(Fault.ZeroTimestamp.Field.RECEIVE, NtpTimestamp.ofEpochNanos(receiveNanos)),
        timestamp(
            Fault.ZeroTimestamp.Field.TRANSMIT,
            NtpTimestamp.ofEpochNanos(clock.getAsLong() + shiftNanos)),
        List.of(),
        new MacField.None());
  }

  private NtpTimestamp timestamp(Fault.ZeroTimestamp.Field field, NtpTimestamp value) {
    return faults.zero.contains(field) ? NtpTimestamp.ZERO : value;
  }

  private static long nanos(double seconds) {
    return Math.round(seconds * NANOS);
  }
}
