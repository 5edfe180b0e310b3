// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.control.AuthReport;
import dev.meantime.control.SourceReport;
import dev.meantime.crypto.KeyRing;
import dev.meantime.crypto.PacketAuthenticator;
import dev.meantime.crypto.SymmetricAuthenticator;
import dev.meantime.crypto.SymmetricKey;
import dev.meantime.daemon.config.SourceLine;
import dev.meantime.engine.SourceId;
import dev.meantime.engine.association.Association;
import dev.meantime.engine.association.AssociationOptions;
import dev.meantime.engine.association.BroadcastAssociation;
import dev.meantime.engine.association.ClientAssociation;
import dev.meantime.engine.association.PeerAssociation;
import dev.meantime.engine.estimate.EstimatorOptions;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.engine.estimate.SourceEstimator;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.Entropy;
import dev.meantime.wire.Decoded;
import dev.meantime.wire.PacketCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;

/// Makes sources with everything they stand on. Confined to the loop.
final class NtpSourceFactory implements SourceFactory {

  private static final double AFTER_A_PAUSE = 1e-6;

  private final NtpSource.Surroundings surroundings;
  private final EstimatorFactory estimators;
  private final KeyRing keys;
  private final Entropy entropy;
  private final double precision;
  private final double hardwarePatience;
  private final EventLog log;
  private Optional<PeerTransport> transport = Optional.empty();
  private int lastSource;
  private int lastSlot;

  /// @param precision of the local clock, seconds
  /// @param hardwarePatience seconds that an answer waits for the network card's timestamp of its
  ///   request
  NtpSourceFactory(
      NtpSource.Surroundings surroundings,
      EstimatorFactory estimators,
      KeyRing keys,
      Entropy entropy,
      double precision,
      double hardwarePatience,
      EventLog log) {
    this.surroundings = surroundings;
    this.estimators = estimators;
    this.keys = keys;
    this.entropy = entropy;
    this.precision = precision;
    this.hardwarePatience = hardwarePatience;
    this.log = log;
  }

  /// There is a server now: peers and broadcasts come through its sockets.
  ///
  /// @param port the server's
  void attach(PeerTransport server, int port) {
    transport = Optional.of(server);
    surroundings.sockets().attach(server, port);
  }

  /// A source that is to be authenticated is never asked without: better none than one that anybody
  /// could speak for.
  @Override
  public Optional<String> refusal(SourceLine line) {
    SourceLine.SourceAuthentication authentication = line.authentication();
    if (authentication.nts()) {
      return Optional.of("NTS is not supported yet");
    }
    if (authentication.hasKey() && key(line).isEmpty()) {
      return Optional.of("Key " + authentication.keyId() + " is missing from the key file");
    }
    return switch (line.kind()) {
      case SERVER, POOL -> Optional.empty();
      case PEER, BROADCAST ->
          transport.isPresent()
              ? Optional.empty()
              : Optional.of("it needs the server's port, which 'port 0' closes");
    };
  }

  @Override
  public NtpSource create(SourceLine line, InetSocketAddress address, NtpSource.Listener listener) {
    SourceEstimator estimator =
        new LeapGuard(
            estimators.create(line, precision, frequencyDeviation()),
            surroundings.timekeeper()::isLeapClose,
            log);
    AssociationOptions options = line.association();
    PacketAuthenticator key = authenticator(line);
    Association association =
        switch (line.kind()) {
          case SERVER, POOL ->
              new ClientAssociation(
                  options, key, estimator, precision, hardwarePatience, entropy::nextLong);
          case PEER -> new PeerAssociation(options, key, estimator, precision, entropy::nextLong);
          case BROADCAST ->
              new BroadcastAssociation(
                  options, key, estimator, precision, hardwarePatience, entropy::nextLong);
        };
    Outlet outlet =
        line.kind() == SourceLine.Kind.PEER
            ? new PeerOutlet(transport.orElseThrow(), address)
            : new RequestOutlet(surroundings.sockets(), address);
    return new NtpSource(
        nextId(), line, address, association, estimator, outlet, surroundings, listener);
  }

  @Override
  public boolean isAuthentic(SourceLine line, byte[] data) {
    return PacketCodec.decode(data, data.length) instanceof Decoded.Packet packet
        && authenticator(line).verify(data, data.length, packet.macOffset())
            == PacketAuthenticator.Verdict.AUTHENTIC;
  }

  @Override
  public void listen(SourceLine line, DatagramHandler handler) {
    Set<InetAddress> groups = line.multicastGroup().map(Set::of).orElse(Set.of());
    transport.orElseThrow().takeBroadcasts(groups, handler);
  }

  /// A number that no source had before.
  SourceId nextId() {
    return new SourceId(++lastSource);
  }

  /// The drift file or earlier sources may have told the frequency, but temperature changes it even
  /// while the machine is off.
  private double frequencyDeviation() {
    double known = surroundings.timekeeper().state().skew() / SourceEstimate.CERTAIN;
    return Math.clamp(known, AFTER_A_PAUSE, EstimatorOptions.UNKNOWN_FREQUENCY);
  }

  @Override
  public int nextSlots(int count) {
    int first = lastSlot + 1;
    lastSlot += count;
    return first;
  }

  /// How a source authenticates, for a report.
  AuthReport authentication(NtpSource source) {
    return key(source.line())
        .map(key ->
            new AuthReport(
                AuthReport.Mode.SYMMETRIC,
                key.algorithm().code(),
                key.id(),
                key.bits(),
                0,
                SourceReport.NEVER,
                0,
                0,
                0))
        .orElse(AuthReport.NONE);
  }

  private Optional<SymmetricKey> key(SourceLine line) {
    return line.authentication().hasKey()
        ? keys.find((int) line.authentication().keyId())
        : Optional.empty();
  }

  private PacketAuthenticator authenticator(SourceLine line) {
    return key(line)
        .<PacketAuthenticator>map(SymmetricAuthenticator::new)
        .orElseGet(PacketAuthenticator::none);
  }
}
