// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import dev.meantime.engine.association.AssociationOptions;
import dev.meantime.engine.select.SelectionOptions;
import java.net.InetAddress;
import java.util.Optional;

/// One line that names sources: `server`, `pool`, `peer`, or a broadcast client's, with every
/// default filled in. Two lines that ask for the same are equal, which is how a reload finds what
/// has changed.
///
/// @param kind which directive
/// @param name host name or literal address; with NTS the key-establishment server's
/// @param port UDP port of the server; a broadcaster's own is used instead
/// @param family which addresses of the name count
/// @param maxSources how many addresses of a pool are used at once, 1 to 16
/// @param association how packets are exchanged
/// @param selection how far it is believed
/// @param samples how its samples are kept
/// @param authentication how its packets are authenticated
public record SourceLine(
    Kind kind,
    String name,
    int port,
    AddressFamily family,
    int maxSources,
    AssociationOptions association,
    SelectionOptions selection,
    SampleOptions samples,
    SourceAuthentication authentication) {

  public static final int DEFAULT_PORT = 123;
  public static final int DEFAULT_MAX_SOURCES = 4;

  /// The name of broadcast sources that come from no multicast group.
  public static final String BROADCAST = "broadcast";

  /// The group that a `multicastclient` listens to; empty for every other line.
  public Optional<InetAddress> multicastGroup() {
    return kind == Kind.BROADCAST ? IpLiteral.parse(name) : Optional.empty();
  }

  /// The directive that named the source.
  public enum Kind {
    /// One client association.
    SERVER("server"),
    /// Up to `maxsources` client associations with addresses of one name.
    POOL("pool"),
    /// A symmetric association.
    PEER("peer"),
    /// An association with whoever broadcasts, a few at most; its name is a multicast group's
    /// address or {@link SourceLine#BROADCAST}.
    BROADCAST("broadcastclient");

    private final String directive;

    Kind(String directive) {
      this.directive = directive;
    }

    public String directive() {
      return directive;
    }
  }

  /// How a source's samples are kept.
  ///
  /// @param minSamples kept at least
  /// @param maxSamples kept at most; 0 for no limit
  /// @param minDelay fixed smallest round trip, seconds; 0 to measure it
  /// @param asymmetry of the jitter, −0.5 to 0.5; {@link #AUTOMATIC_ASYMMETRY} to estimate it
  /// @param maxUnreachable polls without an answer after which it may no longer stay selected
  public record SampleOptions(
      int minSamples, int maxSamples, double minDelay, double asymmetry, int maxUnreachable) {

    public static final double AUTOMATIC_ASYMMETRY = 1;
    public static final int DEFAULT_MAX_UNREACHABLE = 100_000;

    /// chrony's defaults.
    public static final SampleOptions DEFAULT =
        new SampleOptions(6, 0, 0, AUTOMATIC_ASYMMETRY, DEFAULT_MAX_UNREACHABLE);

    public boolean isAsymmetryAutomatic() {
      return Math.abs(asymmetry) > 0.5;
    }
  }

  /// How a source's packets are authenticated.
  ///
  /// @param keyId of the symmetric key, 1 to 2³²−1; 0 for none
  /// @param nts Network Time Security, which takes precedence over the key
  /// @param ntsPort TCP port of key establishment
  /// @param certificateSet which trusted certificates count, 0 to 2³²−1
  public record SourceAuthentication(long keyId, boolean nts, int ntsPort, long certificateSet) {
    public static final int DEFAULT_NTS_PORT = 4460;
    public static final SourceAuthentication NONE =
        new SourceAuthentication(0, false, DEFAULT_NTS_PORT, 0);

    public boolean hasKey() {
      return keyId != 0;
    }
  }
}
