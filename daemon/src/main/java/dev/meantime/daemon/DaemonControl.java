// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.control.AccessService;
import dev.meantime.control.ActivityReport;
import dev.meantime.control.AuthReport;
import dev.meantime.control.ClientAccessPage;
import dev.meantime.control.CommandResult;
import dev.meantime.control.ControlAddress;
import dev.meantime.control.ControlRequest;
import dev.meantime.control.ControlTarget;
import dev.meantime.control.NtpDataReport;
import dev.meantime.control.Reports;
import dev.meantime.control.SelectReport;
import dev.meantime.control.ServerOutcomesReport;
import dev.meantime.control.ServerStatsReport;
import dev.meantime.control.SmoothingReport;
import dev.meantime.control.SourceReport;
import dev.meantime.control.SourceStatsReport;
import dev.meantime.control.TrackingReport;
import dev.meantime.engine.ClockState;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.engine.select.SelectionOptions;
import dev.meantime.engine.select.SourceStatus;
import dev.meantime.engine.select.SourceVerdict;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What chronyc sees of the daemon; what it may do is {@link DaemonCommands}'s. Confined to the
/// loop.
final class DaemonControl implements ControlTarget {

  private static final int LAST_SAMPLES = 8;

  /// A place in the list of sources.
  private sealed interface Entry {
    record Clock(RefclockSource source) implements Entry {}

    record Known(NtpSource source) implements Entry {}

    record Unresolved(int slot, SourceGroup group) implements Entry {}
  }

  private final Timekeeper timekeeper;
  private final SourceManager manager;
  private final Refclocks refclocks;
  private final Selecting selecting;
  private final SourceAuthentications authentications;
  private final ServerReports server;
  private final ServiceAccess access;
  private final DaemonCommands commands;

  /// How sources authenticate, for reports.
  interface SourceAuthentications {
    AuthReport of(NtpSource source);
  }

  DaemonControl(
      Timekeeper timekeeper,
      SourceManager manager,
      Refclocks refclocks,
      Selecting selecting,
      SourceAuthentications authentications,
      ServerReports server,
      ServiceAccess access,
      DaemonCommands commands) {
    this.timekeeper = timekeeper;
    this.manager = manager;
    this.refclocks = refclocks;
    this.selecting = selecting;
    this.authentications = authentications;
    this.server = server;
    this.access = access;
    this.commands = commands;
  }

  @Override
  public TrackingReport tracking() {
    ClockState state = timekeeper.reference();
    ControlAddress address =
        manager.sources().stream()
            .filter(source -> state.source().filter(source.id()::equals).isPresent())
            .findFirst()
            .map(DaemonControl::address)
            .orElse(ControlAddress.UNSPECIFIED);
    return Reports.tracking(state, address, cookedNanos());
  }

  @Override
  public int sourceCount() {
    return entries().size();
  }

  @Override
  public Optional<SourceReport> source(int index) {
    return entry(index)
        .map(entry ->
            switch (entry) {
              case Entry.Clock(RefclockSource source) ->
                  Reports.source(
                      Reports.clockAddress(source.referenceId()),
                      SourceReport.Mode.REFERENCE_CLOCK,
                      source.state().poll(),
                      source.stratum(),
                      source.state().reachability().register(),
                      verdict(source).status(),
                      source.estimate(),
                      cookedNanos());
              case Entry.Known(NtpSource source) ->
                  Reports.source(
                      address(source),
                      mode(source),
                      source.state().poll(),
                      source.state().stratum(),
                      source.state().reachability().register(),
                      verdict(source).status(),
                      source.estimate(),
                      cookedNanos());
              case Entry.Unresolved(int slot, SourceGroup group) ->
                  Reports.unresolved(slot, group.line().association().minPoll());
            });
  }

  @Override
  public Optional<SourceStatsReport> sourceStats(int index) {
    return entry(index)
        .map(entry ->
            switch (entry) {
              case Entry.Clock(RefclockSource source) ->
                  Reports.sourceStats(
                      source.referenceId(),
                      ControlAddress.UNSPECIFIED,
                      source.estimate(),
                      cookedNanos());
              case Entry.Known(NtpSource source) ->
                  Reports.sourceStats(
                      referenceId(source), address(source), source.estimate(), cookedNanos());
              case Entry.Unresolved(int slot, _) ->
                  Reports.sourceStats(
                      ReferenceId.NONE,
                      new ControlAddress.Id(slot),
                      SourceEstimate.none(),
                      cookedNanos());
            });
  }

  @Override
  public Optional<SelectReport> selectData(int index) {
    return entry(index)
        .map(entry ->
            switch (entry) {
              case Entry.Clock(RefclockSource source) ->
                  Reports.selectData(
                      source.referenceId(),
                      ControlAddress.UNSPECIFIED,
                      verdict(source),
                      false,
                      source.state().leap(),
                      source.line().selection(),
                      source.estimate(),
                      cookedNanos());
              case Entry.Known(NtpSource source) ->
                  Reports.selectData(
                      referenceId(source),
                      address(source),
                      verdict(source),
                      source.line().authentication().hasKey(),
                      source.state().leap(),
                      source.line().selection(),
                      source.estimate(),
                      cookedNanos());
              case Entry.Unresolved(int slot, SourceGroup group) ->
                  new SelectReport(
                      ReferenceId.NONE,
                      new ControlAddress.Id(slot),
                      SourceStatus.NO_SAMPLES.symbol(),
                      group.line().authentication().hasKey(),
                      LeapIndicator.UNSYNCHRONISED,
                      group.line().selection(),
                      group.line().selection(),
                      SourceReport.NEVER,
                      1,
                      0,
                      0);
            });
  }

  /// The last samples of a source, newest first, eight at most; empty when there is no such source.
  List<Sample> lastSamples(int index) {
    List<Sample> samples =
        entry(index)
            .map(entry ->
                switch (entry) {
                  case Entry.Clock(RefclockSource source) -> source.samples();
                  case Entry.Known(NtpSource source) -> source.samples();
                  case Entry.Unresolved _ -> List.<Sample>of();
                })
            .orElse(List.of());
    return samples.reversed().stream().limit(LAST_SAMPLES).toList();
  }

  @Override
  public ActivityReport activity() {
    int online = 0;
    int offline = 0;
    int burstOnline = 0;
    int burstOffline = 0;
    int unresolved = 0;
    for (Entry entry : entries()) {
      switch (entry) {
        case Entry.Known(NtpSource source) -> {
          switch (source.state().activity()) {
            case ONLINE -> online++;
            case OFFLINE -> offline++;
            case BURST_ONLINE -> burstOnline++;
            case BURST_OFFLINE -> burstOffline++;
          }
        }
        case Entry.Clock _ -> {}
        case Entry.Unresolved _ -> unresolved++;
      }
    }
    return new ActivityReport(online, offline, burstOnline, burstOffline, unresolved);
  }

  @Override
  public Optional<String> sourceName(ControlAddress address) {
    return entries().stream()
        .filter(entry -> !(entry instanceof Entry.Clock) && addressOf(entry).equals(address))
        .findFirst()
        .map(entry ->
            switch (entry) {
              case Entry.Clock(RefclockSource source) -> source.line().refid();
              case Entry.Known(NtpSource source) -> source.line().name();
              case Entry.Unresolved(_, SourceGroup group) -> group.line().name();
            });
  }

  @Override
  public Optional<NtpDataReport> ntpData(ControlAddress address) {
    return find(address).map(NtpDataReports::of);
  }

  @Override
  public Optional<AuthReport> authData(ControlAddress address) {
    return find(address).map(authentications::of);
  }

  @Override
  public Optional<SmoothingReport> smoothing() {
    return timekeeper.smoothing().map(Reports::smoothing);
  }

  @Override
  public ServerOutcomesReport serverOutcomes() {
    return server.outcomes();
  }

  @Override
  public ServerStatsReport serverStats() {
    return server.stats();
  }

  @Override
  public Optional<ClientAccessPage> clientAccesses(
      long firstIndex, int count, long minHits, boolean reset) {
    return server.clients(firstIndex, count, minHits, reset);
  }

  @Override
  public boolean allows(AccessService service, ControlAddress address) {
    return access.allows(service, address);
  }

  @Override
  public CommandResult execute(ControlRequest.Command command) {
    return commands.execute(command);
  }

  private static SourceReport.Mode mode(NtpSource source) {
    return switch (source.line().kind()) {
      case SERVER, POOL, BROADCAST -> SourceReport.Mode.CLIENT;
      case PEER -> SourceReport.Mode.PEER;
    };
  }

  static ControlAddress address(NtpSource source) {
    return ControlAddress.of(source.address().getAddress());
  }

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    refclocks.sources().forEach(source -> entries.add(new Entry.Clock(source)));
    for (SourceGroup group : manager.groups()) {
      group.members().forEach(source -> entries.add(new Entry.Known(source)));
      group.unresolvedSlots().forEach(slot -> entries.add(new Entry.Unresolved(slot, group)));
    }
    return entries;
  }

  private Optional<Entry> entry(int index) {
    List<Entry> entries = entries();
    return index >= 0 && index < entries.size()
        ? Optional.of(entries.get(index))
        : Optional.empty();
  }

  private static ControlAddress addressOf(Entry entry) {
    return switch (entry) {
      case Entry.Clock(RefclockSource source) -> Reports.clockAddress(source.referenceId());
      case Entry.Known(NtpSource source) -> address(source);
      case Entry.Unresolved(int slot, _) -> new ControlAddress.Id(slot);
    };
  }

  private Optional<NtpSource> find(ControlAddress address) {
    return address instanceof ControlAddress.Ip(InetAddress wanted)
        ? manager.find(wanted)
        : Optional.empty();
  }

  private static ReferenceId referenceId(NtpSource source) {
    return ReferenceId.ofAddress(source.address().getAddress());
  }

  private SourceVerdict verdict(Source source) {
    SelectionOptions configured = source.candidate().options();
    return selecting
        .verdict(source.id())
        .orElseGet(() ->
            new SourceVerdict(
                source.id(),
                SourceStatus.NO_SAMPLES,
                "not selected among yet",
                1,
                0,
                0,
                configured));
  }

  private long cookedNanos() {
    return timekeeper.toCooked(timekeeper.now().wallNanos());
  }
}
