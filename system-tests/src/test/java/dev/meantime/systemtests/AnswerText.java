// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import dev.meantime.crypto.PacketAuthenticator.Verdict;
import dev.meantime.crypto.SymmetricAuthenticator;
import dev.meantime.wire.Decoded;
import dev.meantime.wire.ExtensionField;
import dev.meantime.wire.MacField;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.PacketCodec;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;

/// What an answer says, without what differs between any two answers: two servers with the same
/// configuration answer one request with the same text.
///
/// @param keys those that may have sealed the answer
record AnswerText(List<SharedKey> keys) {

  private static final double LOCAL_REFERENCE_AGE = 66;

  /// What became of a request.
  String of(byte[] request, List<byte[]> answers) {
    return switch (answers.size()) {
      case 0 -> "silence";
      case 1 -> of(request, answers.getFirst());
      default -> answers.size() + " answers";
    };
  }

  private String of(byte[] request, byte[] answer) {
    if (answer.length > request.length) {
      return "longer than the request: " + HexFormat.of().formatHex(answer);
    }
    return switch (PacketCodec.decode(answer, answer.length)) {
      case Decoded.Malformed malformed -> malformed + ": " + HexFormat.of().formatHex(answer);
      case Decoded.Packet(NtpPacket packet, int macOffset) ->
          text(request, answer, packet, macOffset);
    };
  }

  private String text(byte[] request, byte[] answer, NtpPacket packet, int macOffset) {
    StringJoiner text = new StringJoiner(" ");
    text.add("v" + packet.version());
    text.add(packet.mode().toString());
    text.add(packet.leap().toString());
    text.add("stratum " + packet.stratum());
    text.add("poll " + packet.poll());
    text.add("precision " + packet.precision());
    text.add("delay " + packet.rootDelay().bits());
    text.add("dispersion " + packet.rootDispersion().bits());
    text.add("reference " + packet.referenceId());
    text.add(referenceTime(packet));
    text.add(origin(request, packet.origin()));
    text.add((packet.receive().bits() & 1) + "" + (packet.transmit().bits() & 1));
    double service = packet.transmit().secondsSince(packet.receive());
    text.add(service > 0 && service < 1 ? "in time" : "after " + service + " s");
    packet.extensionFields().forEach(field -> text.add(field(field)));
    text.add(mac(answer, packet.mac(), macOffset));
    return text.toString();
  }

  private static String referenceTime(NtpPacket packet) {
    if (packet.reference().isZero()) {
      return "never set";
    }
    double age = packet.transmit().secondsSince(packet.reference());
    return age >= 0 && age <= LOCAL_REFERENCE_AGE ? "set lately" : "set " + age + " s ago";
  }

  private static String origin(byte[] request, NtpTimestamp origin) {
    ByteBuffer fields = ByteBuffer.wrap(request);
    if (origin.bits() == fields.getLong(Requests.TRANSMIT)) {
      return "basic";
    }
    return origin.bits() == fields.getLong(Requests.RECEIVE) ? "interleaved" : "for " + origin;
  }

  /// All of a field but timestamps and the number of the epoch.
  private static String field(ExtensionField field) {
    String body = HexFormat.of().formatHex(field.body());
    boolean known = field.type() == Requests.FIELD_F323 && field.body().length == 24;
    return "field %04x %s".formatted(field.type(), known ? body.substring(0, 24) : body);
  }

  private String mac(byte[] answer, MacField mac, int macOffset) {
    return switch (mac) {
      case MacField.None() -> "no MAC";
      case MacField.CryptoNak() -> "crypto-NAK";
      case MacField.Mac(int id, byte[] digest) ->
          keys.stream()
              .filter(key -> key.ours().wireId() == id)
              .map(key -> new SymmetricAuthenticator(key.ours()))
              .map(key -> key.verify(answer, answer.length, macOffset))
              .map(verdict -> digest.length + (verdict == Verdict.AUTHENTIC ? " " : " not ") + "by")
              .findFirst()
              .map(verdict -> "MAC of " + verdict + " key " + id)
              .orElse("MAC of unknown key " + id);
    };
  }
}
