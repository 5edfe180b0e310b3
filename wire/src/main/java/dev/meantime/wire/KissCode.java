// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

/// The codes by which a server at stratum 0 refuses service or asks for restraint (RFC 5905 §7.4,
/// RFC 8915 §5.7).
///
/// A kiss-o'-death is no more authentic than any other packet: act on one only when it answers our
/// request, and never use its timestamps.
public enum KissCode {
  ACST("the association belongs to an anycast server"),
  AUTH("server authentication failed"),
  AUTO("the Autokey sequence failed"),
  BCST("the association belongs to a broadcast server"),
  CRYP("cryptographic authentication or identification failed"),
  DENY("access denied by the server"),
  DROP("lost the peer in symmetric mode"),
  RSTR("access denied by local policy"),
  INIT("the association has not yet synchronised for the first time"),
  MCST("the association belongs to a dynamically discovered server"),
  NKEY("no key found"),
  NTSN("NTS cookie or authenticator not accepted"),
  RATE("rate exceeded: ask less often"),
  RMOT("alteration of the association from a remote host"),
  STEP("a step change in system time has occurred and the association has not yet synchronised"),
  /// Any code that is not registered, experiments (`X…`) included; the reference ID has its octets.
  UNKNOWN("unregistered kiss code");

  private static final KissCode[] BY_ORDINAL = values();

  private final String meaning;

  KissCode(String meaning) {
    this.meaning = meaning;
  }

  /// The code that a packet at stratum 0 carries.
  public static KissCode of(ReferenceId referenceId) {
    for (KissCode code : BY_ORDINAL) {
      if (code != UNKNOWN && code.referenceId().equals(referenceId)) {
        return code;
      }
    }
    return UNKNOWN;
  }

  /// What a kiss-o'-death with this code carries as reference ID.
  ///
  /// @throws IllegalStateException for {@link #UNKNOWN}, which stands for many codes
  public ReferenceId referenceId() {
    if (this == UNKNOWN) {
      throw new IllegalStateException("an unknown kiss code has no octets of its own");
    }
    return ReferenceId.ofText(name());
  }

  /// What the server says, as the rest of a sentence.
  public String meaning() {
    return meaning;
  }
}
