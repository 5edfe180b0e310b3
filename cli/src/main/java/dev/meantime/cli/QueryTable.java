// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.client.NtpMeasurement;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.ReferenceMeaning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The answers as a table, each row followed by its verdict.
final class QueryTable {

  private static final String[] HEADER = {
    "Offset",
    "Delay",
    "Jitter",
    "St",
    "Leap",
    "Reference",
    "Root delay",
    "Root disp.",
    "Root dist.",
    "Ref. age"
  };
  private static final int[] WIDTHS = {11, 8, 8, 2, 6, 15, 10, 10, 10, 8};
  private static final int SHORTEST_NAME = 9;

  private QueryTable() {}

  static String of(List<QueryAnswer> answers, boolean verbose) {
    int nameWidth = SHORTEST_NAME;
    boolean anyMeasured = false;
    for (QueryAnswer answer : answers) {
      nameWidth = Math.max(nameWidth, answer.name().length());
      anyMeasured |= answer.best().isPresent();
    }
    StringBuilder out = new StringBuilder();
    if (anyMeasured) {
      out.append(Numbers.left("Server", nameWidth));
      for (int i = 0; i < HEADER.length; i++) {
        cell(out, HEADER[i], WIDTHS[i]);
      }
      out.append('\n');
    }
    for (QueryAnswer answer : answers) {
      row(out, answer, nameWidth);
      out.append("  ").append(QueryVerdict.sentence(answer)).append('\n');
      if (verbose) {
        answer.measurements().forEach(measurement -> details(out, measurement));
      }
    }
    if (answers.size() > 1) {
      out.append('\n').append(Agreement.of(answers).sentence()).append('\n');
    }
    return out.toString();
  }

  private static void row(StringBuilder out, QueryAnswer answer, int nameWidth) {
    Optional<NtpMeasurement> best = answer.best();
    if (best.isEmpty()) {
      out.append(answer.name()).append('\n');
      return;
    }
    NtpMeasurement measurement = best.get();
    NtpPacket packet = measurement.packet();
    String[] cells = {
      Human.signedSeconds(measurement.offset()),
      Human.seconds(measurement.delay()),
      Double.isNaN(answer.jitter()) ? "-" : Human.seconds(answer.jitter()),
      Integer.toString(packet.stratum()),
      leap(packet.leap()),
      reference(packet),
      Human.seconds(packet.rootDelay().toSeconds()),
      Human.seconds(packet.rootDispersion().toSeconds()),
      Human.seconds(measurement.rootDistance()),
      referenceAge(measurement).map(Human::age).orElse("never")
    };
    out.append(Numbers.left(answer.name(), nameWidth));
    for (int i = 0; i < cells.length; i++) {
      cell(out, cells[i], WIDTHS[i]);
    }
    out.append('\n');
  }

  /// When the server's clock was last set, before its answer left; empty when it says never.
  static Optional<Double> referenceAge(NtpMeasurement measurement) {
    NtpPacket packet = measurement.packet();
    return packet.reference().isZero()
        ? Optional.empty()
        : Optional.of(packet.transmit().secondsSince(packet.reference()));
  }

  /// What the server follows, decoded as far as the packet allows.
  static String reference(NtpPacket packet) {
    return switch (packet.referenceId().meaning(packet.stratum())) {
      case ReferenceMeaning.Unspecified() -> "-";
      case ReferenceMeaning.Kiss(var _, var code) ->
          code.text().isEmpty() ? code.toString() : code.text();
      case ReferenceMeaning.Clock(String name) -> name;
      case ReferenceMeaning.Local(var id) -> id.dotted();
      case ReferenceMeaning.Upstream(var id) -> id.dotted();
    };
  }

  static String leap(LeapIndicator leap) {
    return switch (leap) {
      case NONE -> "none";
      case INSERT -> "insert";
      case DELETE -> "delete";
      case UNSYNCHRONISED -> "unsync";
    };
  }

  private static void details(StringBuilder out, NtpMeasurement measurement) {
    NtpPacket packet = measurement.packet();
    out.append("    offset ")
        .append(Human.signedSeconds(measurement.offset()))
        .append(" (error at most ")
        .append(Human.seconds(measurement.error()))
        .append("), delay ")
        .append(Human.seconds(measurement.delay()))
        .append("; version ")
        .append(packet.version())
        .append(", poll ")
        .append(packet.poll())
        .append(", precision 2^")
        .append(packet.precision())
        .append(" s, reference ID ")
        .append(packet.referenceId())
        .append(ambiguity(packet))
        .append("\n    sent ")
        .append(measurement.origin())
        .append(", received there ")
        .append(measurement.receive())
        .append(",\n    answered ")
        .append(measurement.transmit())
        .append(", received here ")
        .append(measurement.destination())
        .append(" after ")
        .append(Human.seconds(elapsed(measurement.origin(), measurement.destination())))
        .append('\n');
  }

  private static String ambiguity(NtpPacket packet) {
    return packet.referenceId().meaning(packet.stratum()) instanceof ReferenceMeaning.Upstream
        ? " (an IPv4 address, or the hash of an IPv6 one)"
        : "";
  }

  private static double elapsed(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() * 1e-9;
  }

  private static void cell(StringBuilder out, String text, int width) {
    out.append(' ').append(Numbers.right(text, width));
  }
}
