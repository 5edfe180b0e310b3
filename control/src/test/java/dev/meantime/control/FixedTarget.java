// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// A daemon that always stands the same, and remembers what it was told to do.
public final class FixedTarget implements ControlTarget {

  static final ControlAddress KNOWN = ip("192.0.2.1");

  final List<ControlRequest.Command> executed = new ArrayList<>();
  CommandResult result = CommandResult.DONE;
  boolean remembersClients = true;
  boolean smooths = true;
  public boolean distinctClients;
  private int numbered;
  String name = "ntp.example.net";

  /// With the usual reports.
  public FixedTarget() {}

  static ControlAddress ip(String literal) {
    try {
      return ControlAddress.of(InetAddress.getByName(literal));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }

  @Override
  public TrackingReport tracking() {
    return Samples.TRACKING;
  }

  @Override
  public int sourceCount() {
    return 1;
  }

  @Override
  public Optional<SourceReport> source(int index) {
    return index == 0 ? Optional.of(Samples.SOURCE) : Optional.empty();
  }

  @Override
  public Optional<SourceStatsReport> sourceStats(int index) {
    return index == 0 ? Optional.of(Samples.STATS) : Optional.empty();
  }

  @Override
  public Optional<SelectReport> selectData(int index) {
    return index == 0 ? Optional.of(Samples.SELECT) : Optional.empty();
  }

  @Override
  public ActivityReport activity() {
    return Samples.ACTIVITY;
  }

  @Override
  public Optional<String> sourceName(ControlAddress address) {
    return address.equals(KNOWN) ? Optional.of(name) : Optional.empty();
  }

  @Override
  public Optional<NtpDataReport> ntpData(ControlAddress address) {
    return address.equals(KNOWN) ? Optional.of(Samples.NTP_DATA) : Optional.empty();
  }

  @Override
  public Optional<AuthReport> authData(ControlAddress address) {
    return address.equals(KNOWN) ? Optional.of(Samples.AUTH) : Optional.empty();
  }

  @Override
  public Optional<SmoothingReport> smoothing() {
    return smooths ? Optional.of(Samples.SMOOTHING) : Optional.empty();
  }

  @Override
  public ServerOutcomesReport serverOutcomes() {
    return new ServerOutcomesReport(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  }

  @Override
  public ServerStatsReport serverStats() {
    return Samples.SERVER_STATS;
  }

  @Override
  public Optional<ClientAccessPage> clientAccesses(
      long firstIndex, int count, long minHits, boolean reset) {
    return remembersClients
        ? Optional.of(
            new ClientAccessPage(
                16, firstIndex + count, firstIndex == 0 ? clients(count) : List.of()))
        : Optional.empty();
  }

  private List<ClientAccessReport> clients(int count) {
    List<ClientAccessReport> clients = new ArrayList<>(Collections.nCopies(count, Samples.CLIENT));
    if (distinctClients) {
      clients.replaceAll(client ->
          new ClientAccessReport(
              ip("2001:db8::" + ++numbered),
              client.ntp(),
              client.keyEstablishment(),
              client.commands(),
              client.limitedInterval()));
    }
    return clients;
  }

  @Override
  public boolean allows(AccessService service, ControlAddress address) {
    return service == AccessService.NTP && address.equals(KNOWN);
  }

  @Override
  public CommandResult execute(ControlRequest.Command command) {
    executed.add(command);
    return result;
  }
}
