// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

import java.util.Optional;

/// An extension field whose body is understood. Both are chrony's, and are sent only where the
/// administrator asks for them: several servers drop a packet with a field that they do not know.
/// An empty one in a request asks for a filled one in the answer.
public sealed interface KnownField permits NetworkCorrection, MonotonicRoot {

  /// Octets of either field, header included. A last field without a MAC behind it may not be
  /// shorter (RFC 7822 §7.5).
  int LENGTH = 28;

  /// Octets of either body.
  int BODY_LENGTH = LENGTH - 4;

  /// The field as it is sent.
  ExtensionField toField();

  /// What a field says; empty for one of an unknown type, of another length or without its mark.
  static Optional<KnownField> of(ExtensionField field) {
    if (field.body().length != BODY_LENGTH) {
      return Optional.empty();
    }
    WireReader in = new WireReader(field.body(), BODY_LENGTH);
    return switch (field.type()) {
      case NetworkCorrection.TYPE -> Optional.of(NetworkCorrection.read(in));
      case MonotonicRoot.TYPE -> MonotonicRoot.read(in);
      default -> Optional.empty();
    };
  }
}
