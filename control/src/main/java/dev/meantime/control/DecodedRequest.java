// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

/// What came of reading a datagram as a request.
public sealed interface DecodedRequest {

  /// A request. Whether its sender may ask it is not decided here.
  record Request(RequestCode code, int sequence, ControlRequest body) implements DecodedRequest {}

  /// To be answered with this status alone.
  ///
  /// @param command echoed as it came
  record Refused(int command, int sequence, ControlStatus status) implements DecodedRequest {}

  /// Not to be answered.
  record Ignored(Reason reason) implements DecodedRequest {}

  /// Why a datagram gets no answer. Each reason is also a counter's label.
  enum Reason {
    BAD_LENGTH("shorter or longer than any request"),
    NOT_A_REQUEST("not a request packet"),
    OLD_VERSION("protocol version before 5");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }
}
