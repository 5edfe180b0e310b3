// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.control.AccessService;
import dev.meantime.control.ActivityReport;
import dev.meantime.control.AuthReport;
import dev.meantime.control.ClientAccessPage;
import dev.meantime.control.ClientAccessReport;
import dev.meantime.control.ClientAccessReport.Use;
import dev.meantime.control.CommandResult;
import dev.meantime.control.ControlAddress;
import dev.meantime.control.ControlRequest;
import dev.meantime.control.ControlTarget;
import dev.meantime.control.NtpDataReport;
import dev.meantime.control.Reports;
import dev.meantime.control.SelectReport;
import dev.meantime.control.ServerOutcomesReport;
import dev.meantime.control.ServerStatsReport;
import dev.meantime.control.ServerStatsReport.Timestamps;
import dev.meantime.control.ServerStatsReport.Traffic;
import dev.meantime.control.SmoothingChange;
import dev.meantime.control.SmoothingReport;
import dev.meantime.control.SourceReport;
import dev.meantime.control.SourceStatsReport;
import dev.meantime.control.Timespec;
import dev.meantime.control.TrackingReport;
import dev.meantime.engine.select.SelectionOptions;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/// A daemon with a server that is right, a reference clock that is not, and a name that has not
/// been resolved. Its clock is 0.25 s ahead of the server.
final class TwoSources implements ControlTarget {

  private static final ControlAddress SERVER = server();
  private static final ReferenceId CLOCK = ReferenceId.ofText("GPS");
  private static final ControlAddress LOOPBACK =
      ControlAddress.of(InetAddress.ofLiteral("127.0.0.1"));
  private static final ControlAddress UNRESOLVED = new ControlAddress.Id(1);

  private static ControlAddress server() {
    try {
      return ControlAddress.of(InetAddress.getByName("2001:db8::1"));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public TrackingReport tracking() {
    return new TrackingReport(
        new ReferenceId(0x12345678),
        SERVER,
        3,
        LeapIndicator.NONE,
        new Timespec(1_700_000_000, 500_000_000),
        0.125,
        0.25,
        0.5,
        -31.25,
        0.5,
        0.25,
        0.5,
        0.0625,
        64);
  }

  @Override
  public int sourceCount() {
    return 3;
  }

  @Override
  public Optional<SourceReport> source(int index) {
    return at(
        index,
        List.of(
            new SourceReport(
                SERVER,
                6,
                2,
                SourceReport.State.SELECTED,
                SourceReport.Mode.CLIENT,
                0377,
                17,
                0.25,
                0.125,
                0.0625),
            new SourceReport(
                Reports.clockAddress(CLOCK),
                4,
                0,
                SourceReport.State.FALSETICKER,
                SourceReport.Mode.REFERENCE_CLOCK,
                1,
                3,
                -2,
                -2,
                0.5),
            new SourceReport(
                UNRESOLVED,
                6,
                0,
                SourceReport.State.NONSELECTABLE,
                SourceReport.Mode.CLIENT,
                0,
                SourceReport.NEVER,
                0,
                0,
                0)));
  }

  @Override
  public Optional<SourceStatsReport> sourceStats(int index) {
    return at(
        index,
        List.of(
            new SourceStatsReport(
                new ReferenceId(0x12345678), SERVER, 8, 4, 512, 0.5, 2, 0.25, 0.125, 0.0625),
            new SourceStatsReport(
                CLOCK, ControlAddress.UNSPECIFIED, 4, 3, 60, 0.5, -2, 0.25, -2, 0.0625),
            new SourceStatsReport(ReferenceId.NONE, UNRESOLVED, 0, 0, 0, 4, 0, 2000, 0, 4)));
  }

  @Override
  public Optional<SelectReport> selectData(int index) {
    return at(
        index,
        List.of(
            select(SERVER, new ReferenceId(0x12345678), '*', 17, 0.0625, 0.1875),
            select(ControlAddress.UNSPECIFIED, CLOCK, 'x', 3, -2.5, -1.5),
            select(UNRESOLVED, ReferenceId.NONE, 'M', SourceReport.NEVER, 0, 0)));
  }

  private static SelectReport select(
      ControlAddress address, ReferenceId id, char state, long since, double low, double high) {
    return new SelectReport(
        id,
        address,
        state,
        false,
        LeapIndicator.NONE,
        SelectionOptions.NONE,
        SelectionOptions.NONE,
        since,
        1,
        low,
        high);
  }

  private static <T> Optional<T> at(int index, List<T> list) {
    return index >= 0 && index < list.size() ? Optional.of(list.get(index)) : Optional.empty();
  }

  @Override
  public ActivityReport activity() {
    return new ActivityReport(1, 0, 0, 0, 1);
  }

  @Override
  public Optional<String> sourceName(ControlAddress address) {
    return address.equals(SERVER) ? Optional.of("ntp.example") : Optional.empty();
  }

  @Override
  public Optional<NtpDataReport> ntpData(ControlAddress address) {
    return Optional.empty();
  }

  @Override
  public Optional<AuthReport> authData(ControlAddress address) {
    return Optional.empty();
  }

  @Override
  public Optional<SmoothingReport> smoothing() {
    return Optional.of(new SmoothingReport(true, true, -0.25, 12.5, -0.5, 2.25, 64));
  }

  @Override
  public ServerOutcomesReport serverOutcomes() {
    return new ServerOutcomesReport(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  }

  @Override
  public ServerStatsReport serverStats() {
    return new ServerStatsReport(
        new Traffic(1, 2),
        new Traffic(3, 4),
        new Traffic(5, 6),
        7,
        8,
        9,
        10,
        11,
        new Timestamps(12, 13),
        new Timestamps(14, 15),
        new Timestamps(16, 17));
  }

  /// Two clients, in a log with room for eight.
  @Override
  public Optional<ClientAccessPage> clientAccesses(
      long firstIndex, int count, long minHits, boolean reset) {
    List<ClientAccessReport> clients =
        List.of(
            new ClientAccessReport(SERVER, new Use(17, 2, 6, 64), Use.NONE, Use.NONE, 7),
            new ClientAccessReport(
                LOOPBACK,
                Use.NONE,
                new Use(1, 0, ClientAccessReport.UNKNOWN_INTERVAL, 3),
                new Use(4, 1, -2, 0),
                ClientAccessReport.UNKNOWN_INTERVAL));
    return Optional.of(
        new ClientAccessPage(
            8, 8, clients.stream().filter(client -> client.hasHits(minHits)).toList()));
  }

  /// The server and this machine.
  @Override
  public boolean allows(AccessService service, ControlAddress address) {
    return address.equals(SERVER) || address.equals(LOOPBACK);
  }

  @Override
  public CommandResult execute(ControlRequest.Command command) {
    if (command instanceof ControlRequest.ChangeSmoothing(SmoothingChange change)) {
      return change == SmoothingChange.ACTIVATE ? CommandResult.DONE : CommandResult.NOT_ENABLED;
    }
    throw new AssertionError("a report changes nothing: " + command);
  }
}
