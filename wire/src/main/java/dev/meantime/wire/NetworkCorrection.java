// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

/// Field 010A: for how long the request was held up in switches that measure that themselves (PTP
/// transparent clocks), so that the client can take it out of delay and offset. Zero in a request,
/// and in an answer to one that did not come over PTP.
///
/// @param bits seconds, signed 32.32
public record NetworkCorrection(long bits) implements KnownField {

  public static final int TYPE = 0x010a;

  private static final double UNIT = 0x1p-32;
  private static final int UNUSED = 16;

  /// As it stands in a request.
  public static final NetworkCorrection EMPTY = new NetworkCorrection(0);

  public double toSeconds() {
    return bits * UNIT;
  }

  static NetworkCorrection read(WireReader in) {
    return new NetworkCorrection(in.i64());
  }

  @Override
  public ExtensionField toField() {
    WireWriter out = new WireWriter(BODY_LENGTH);
    out.i64(bits);
    out.skip(UNUSED);
    return new ExtensionField(TYPE, out.toByteArray());
  }
}
