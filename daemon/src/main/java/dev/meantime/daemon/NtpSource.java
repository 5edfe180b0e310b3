// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.SourceLine;
import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.Now;
import dev.meantime.engine.SourceId;
import dev.meantime.engine.association.Association;
import dev.meantime.engine.association.AssociationAction;
import dev.meantime.engine.association.AssociationEvent;
import dev.meantime.engine.association.AssociationState;
import dev.meantime.engine.association.Measurement;
import dev.meantime.engine.association.OwnClock;
import dev.meantime.engine.association.PacketTime;
import dev.meantime.engine.estimate.Explanation;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.engine.estimate.SourceEstimator;
import dev.meantime.engine.select.Candidate;
import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.Timers;
import dev.meantime.platform.Timestamp;
import dev.meantime.platform.UdpOptions;
import dev.meantime.wire.ReferenceId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// One address that tells the time: performs what its association wants on sockets and timers.
/// Confined to the loop.
final class NtpSource implements Source, DatagramHandler, Timekeeper.Listener {

  /// Hears what happens at a source.
  interface Listener {
    /// It has a new sample.
    void onUpdated(NtpSource source);

    /// It cannot be reached any more, or its samples were dropped.
    void onChanged(NtpSource source);

    /// An answer was measured, good or not.
    void onMeasured(NtpSource source, Measurement measurement);

    void onReport(NtpSource source, AssociationEvent event);

    /// Something happened: its state may have changed.
    void onActivity(NtpSource source);
  }

  /// What every source of a daemon shares.
  ///
  /// @param timers of the platform
  /// @param serves whether others can ask us, and so a source could be following us
  record Surroundings(
      Timers timers, Timekeeper timekeeper, ClientSockets sockets, boolean serves) {}

  /// Whose timestamps the measurements rest on.
  record Traffic(long kernelSent, long kernelReceived, long hardwareSent, long hardwareReceived) {

    private Traffic with(Measurement measurement) {
      return new Traffic(
          kernelSent + (measurement.transmitted() == PacketTime.Source.KERNEL ? 1 : 0),
          kernelReceived + (measurement.received() == PacketTime.Source.KERNEL ? 1 : 0),
          hardwareSent + (measurement.transmitted() == PacketTime.Source.HARDWARE ? 1 : 0),
          hardwareReceived + (measurement.received() == PacketTime.Source.HARDWARE ? 1 : 0));
    }
  }

  private final SourceId id;
  private final SourceLine line;
  private final InetSocketAddress address;
  private final Association association;
  private final SourceEstimator estimator;
  private final Surroundings surroundings;
  private final Listener listener;
  private final Outlet outlet;
  private Optional<Timers.Timer> timer = Optional.empty();
  private Optional<Measurement> lastMeasurement = Optional.empty();
  private Optional<InetAddress> localAddress = Optional.empty();
  private Traffic traffic = new Traffic(0, 0, 0, 0);
  private boolean running;
  private boolean ended;

  NtpSource(
      SourceId id,
      SourceLine line,
      InetSocketAddress address,
      Association association,
      SourceEstimator estimator,
      Outlet outlet,
      Surroundings surroundings,
      Listener listener) {
    this.id = id;
    this.line = line;
    this.address = address;
    this.association = association;
    this.estimator = estimator;
    this.outlet = outlet;
    this.surroundings = surroundings;
    this.listener = listener;
  }

  @Override
  public SourceId id() {
    return id;
  }

  SourceLine line() {
    return line;
  }

  InetSocketAddress address() {
    return address;
  }

  AssociationState state() {
    return association.state();
  }

  @Override
  public SourceEstimate estimate() {
    return estimator.estimate();
  }

  /// What the estimate rests on, oldest first.
  List<Sample> samples() {
    return estimator.history();
  }

  @Override
  public Explanation explain() {
    return estimator.explain();
  }

  Optional<Measurement> lastMeasurement() {
    return lastMeasurement;
  }

  Traffic traffic() {
    return traffic;
  }

  /// Where the last answer came to; the wildcard before the first.
  InetAddress localAddress() {
    return localAddress.orElseGet(() -> UdpOptions.connectedTo(address).local().getAddress());
  }

  @Override
  public String logName() {
    return address.getAddress().getHostAddress();
  }

  /// Its address, and the name when it was configured by one.
  @Override
  public String label() {
    String text = address.getAddress().getHostAddress();
    return text.equals(line.name()) ? text : text + " (" + line.name() + ")";
  }

  @Override
  public Candidate candidate() {
    AssociationState state = association.state();
    return new Candidate(
        id,
        line.selection(),
        estimator.estimate(),
        state.reachability(),
        state.leap(),
        state.stratum(),
        ReferenceId.ofAddress(address.getAddress()),
        localAddress.map(ReferenceId::ofAddress).orElse(ReferenceId.NONE),
        state.referenceId(),
        line.authentication().hasKey(),
        true,
        line.samples().maxUnreachable());
  }

  void start() {
    if (running || ended) {
      return;
    }
    running = true;
    surroundings.timekeeper().addListener(this);
    outlet.open(this);
    handle(association.start(now()));
  }

  /// What is worth keeping of it for the next start; without samples, nothing is.
  SourceHistory history() {
    AssociationState state = association.state();
    return new SourceHistory(
        line.name(),
        line.authentication().hasKey(),
        state.reachability(),
        state.stratum(),
        state.leap(),
        estimator.history());
  }

  /// Goes on from a history, if it has not measured anything itself.
  ///
  /// @return whether it did
  boolean restore(SourceHistory history) {
    if (ended || estimator.estimate().samples() > 0) {
      return false;
    }
    history.samples().forEach(estimator::accumulate);
    handle(association.restore(history.reachability(), history.leap(), history.stratum()));
    return true;
  }

  /// Ends it for good.
  void close() {
    ended = true;
    surroundings.timekeeper().removeListener(this);
    timer.ifPresent(Timers.Timer::cancel);
    outlet.close();
  }

  @Override
  public void setPart(boolean selected, int combined) {
    association.setPart(selected, combined);
  }

  void setOnline() {
    handle(association.setOnline(now()));
  }

  void setOffline() {
    handle(association.setOffline(now()));
  }

  void burst(int good, int total) {
    handle(association.burst(now(), good, total));
  }

  @Override
  public void reset() {
    estimator.reset();
    handle(association.reset(now()));
  }

  /// The association begins anew once what it is doing is done.
  @Override
  public void forget() {
    estimator.reset();
    surroundings.timers().schedule(now().monotonicNanos(), this::resetLater);
  }

  @Override
  public void onClockAdjusted(ClockAdjustment adjustment) {
    estimator.onClockAdjusted(adjustment);
    association.onClockAdjusted(adjustment);
    if (adjustment.kind() == ClockAdjustment.Kind.UNKNOWN_STEP) {
      forget();
    }
  }

  @Override
  public void onDispersion(double seconds) {
    estimator.addDispersion(seconds);
  }

  @Override
  public void onDatagram(Datagram datagram) {
    if (!ended) {
      Now now = now();
      if (datagram.local() instanceof InetSocketAddress local
          && !local.getAddress().isMulticastAddress()) {
        localAddress = Optional.of(local.getAddress());
      }
      handle(
          association.onDatagram(
              now, datagram.data(), cooked(datagram.timestamp()), ownClock(now)));
    }
  }

  @Override
  public void onTransmitted(byte[] data, Timestamp timestamp) {
    if (!ended) {
      Now now = now();
      handle(association.onTransmitted(now, data, cooked(timestamp), ownClock(now)));
    }
  }

  private void resetLater() {
    if (!ended) {
      handle(association.reset(now()));
    }
  }

  private void onTimer() {
    Now now = now();
    handle(association.onTimer(now, ownClock(now)));
  }

  private OwnClock ownClock(Now now) {
    Timekeeper timekeeper = surroundings.timekeeper();
    return new OwnClock(
        timekeeper.reference(),
        timekeeper.servedClock(),
        timekeeper.monotonicScale(),
        timekeeper.toCooked(now.wallNanos()));
  }

  private Now now() {
    return surroundings.timekeeper().now();
  }

  /// As in chrony, neither the kernel's nor the program's timestamps have a bound of their own;
  /// what jitter they have shows in the samples.
  private PacketTime cooked(Timestamp timestamp) {
    PacketTime.Source source =
        switch (timestamp.source()) {
          case DAEMON -> PacketTime.Source.DAEMON;
          case KERNEL -> PacketTime.Source.KERNEL;
          case HARDWARE -> PacketTime.Source.HARDWARE;
        };
    return new PacketTime(
        surroundings.timekeeper().toCooked(timestamp.epochNanos()), timestamp.error(), source);
  }

  private void handle(List<AssociationAction> actions) {
    perform(actions);
    if (!ended) {
      listener.onActivity(this);
    }
  }

  private void perform(List<AssociationAction> actions) {
    for (AssociationAction action : actions) {
      if (ended) {
        return;
      }
      switch (action) {
        case AssociationAction.Send(byte[] data) -> send(data);
        case AssociationAction.CloseSocket() -> outlet.endRequest();
        case AssociationAction.WakeAt(long monotonicNanos) -> {
          timer.ifPresent(Timers.Timer::cancel);
          timer = Optional.of(surroundings.timers().schedule(monotonicNanos, this::onTimer));
        }
        case AssociationAction.Updated() -> listener.onUpdated(this);
        case AssociationAction.Changed() -> listener.onChanged(this);
        case AssociationAction.Measured(Measurement measurement) -> {
          lastMeasurement = Optional.of(measurement);
          traffic = traffic.with(measurement);
          listener.onMeasured(this, measurement);
        }
        case AssociationAction.Report(AssociationEvent event) -> listener.onReport(this, event);
      }
    }
  }

  private void send(byte[] data) {
    Outlet.Sent sent;
    try {
      sent = outlet.send(data, this);
    } catch (IOException e) {
      perform(association.onSendFailed(now(), String.valueOf(e.getMessage())));
      return;
    }
    boolean mayFollowUs = surroundings.serves() || line.kind() == SourceLine.Kind.PEER;
    ReferenceId ownId = mayFollowUs ? ReferenceId.ofAddress(sent.local()) : ReferenceId.NONE;
    perform(association.onSent(now(), cooked(sent.time()), ownId));
  }
}
