// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

import java.util.Optional;

/// Field F323: root delay and dispersion to the nanosecond, and the receive timestamp by a clock of
/// the server that its corrections of phase do not move. How the two receive timestamps drift apart
/// tells a client by how much the server has put its clock right between two answers.
///
/// @param rootDelay more finely than the header
/// @param rootDispersion more finely than the header
/// @param receive when the request arrived, by that clock; zero when it has none
/// @param epoch changes when that clock begins anew
public record MonotonicRoot(
    FineShort rootDelay, FineShort rootDispersion, NtpTimestamp receive, int epoch)
    implements KnownField {

  public static final int TYPE = 0xf323;

  /// Marks the body, because anybody may use the type for an experiment.
  static final int MAGIC = 0xf5be_dd9a;

  /// As it stands in a request.
  public static final MonotonicRoot EMPTY =
      new MonotonicRoot(new FineShort(0), new FineShort(0), NtpTimestamp.ZERO, 0);

  static Optional<KnownField> read(WireReader in) {
    return in.i32() == MAGIC
        ? Optional.of(
            new MonotonicRoot(
                new FineShort(in.i32()),
                new FineShort(in.i32()),
                new NtpTimestamp(in.i64()),
                in.i32()))
        : Optional.empty();
  }

  @Override
  public ExtensionField toField() {
    WireWriter out = new WireWriter(BODY_LENGTH);
    out.i32(MAGIC);
    out.i32(rootDelay.bits());
    out.i32(rootDispersion.bits());
    out.i64(receive.bits());
    out.i32(epoch);
    return new ExtensionField(TYPE, out.toByteArray());
  }
}
