// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

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
import dev.meantime.control.SmoothingReport;
import dev.meantime.control.SourceReport;
import dev.meantime.control.SourceStatsReport;
import dev.meantime.control.Timespec;
import dev.meantime.control.TrackingReport;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A daemon that reports anything at all, the same again for the same seed: every magnitude, every
/// state, sources with and without addresses.
final class RandomTarget implements ControlTarget {

  private static final double[] BORDERS = {
    0, 0.5, 1.5, 2.5, 0.125, 9999.5e-9, 9999.5e-6, 9999.5e-3, 999.5, 999.95, 99_999.5, 5_999_970,
    1e-30
  };
  private static final long[] AGES = {
    0, 1199, 1200, 35_999, 36_000, 345_599, 345_600, 86_399_999, 86_400_000, 4_294_967_294L
  };

  private final Random random;
  private final boolean loopback;
  private final TrackingReport tracking;
  private final List<SourceReport> sources = new ArrayList<>();
  private final List<SourceStatsReport> stats = new ArrayList<>();
  private final ActivityReport activity;
  private final ServerStatsReport serverStats;
  private final SmoothingReport smoothing;
  private final List<Optional<ClientAccessReport>> clients = new ArrayList<>();

  RandomTarget(long seed) {
    this(seed, false);
  }

  /// Every address is a loopback address, whose name can be looked up without a network.
  static RandomTarget onLoopback(long seed) {
    return new RandomTarget(seed, true);
  }

  private RandomTarget(long seed, boolean loopback) {
    this.random = new Random(seed);
    this.loopback = loopback;
    ControlAddress address = loopback ? ip(4) : address();
    this.tracking =
        new TrackingReport(
            new ReferenceId(random.nextInt()),
            address instanceof ControlAddress.Id ? ControlAddress.UNSPECIFIED : address,
            random.nextInt(17),
            LeapIndicator.of(random.nextInt(4)),
            new Timespec(
                random.nextLong(-3_786_825_600L, 8_835_955_200L), random.nextInt(1_000_000_000)),
            seconds(),
            seconds(),
            Math.abs(seconds()),
            seconds(),
            seconds(),
            Math.abs(seconds()),
            seconds(),
            seconds(),
            Math.abs(seconds()));
    int count = random.nextInt(1, 12);
    source(new ReferenceId(random.nextInt()), ip(4));
    for (int i = 1; i < count; i++) {
      source(new ReferenceId(random.nextInt()), address());
    }
    this.serverStats =
        new ServerStatsReport(
            traffic(),
            traffic(),
            traffic(),
            age(),
            age(),
            age(),
            age(),
            age(),
            timestamps(),
            timestamps(),
            timestamps());
    for (int i = random.nextInt(40); i > 0; i--) {
      clients.add(
          random.nextInt(5) == 0
              ? Optional.empty()
              : Optional.of(
                  new ClientAccessReport(
                      ip(random.nextBoolean() ? 4 : 16), use(), use(), use(), interval())));
    }
    this.activity =
        new ActivityReport(
            random.nextInt(1000),
            random.nextInt(100),
            random.nextInt(10),
            random.nextInt(10),
            random.nextInt(10));
    this.smoothing =
        new SmoothingReport(
            random.nextBoolean(),
            random.nextBoolean(),
            seconds(),
            seconds(),
            seconds(),
            Math.abs(seconds()),
            Math.abs(seconds()));
  }

  private void source(ReferenceId referenceId, ControlAddress address) {
    boolean clock = address instanceof ControlAddress.Unspecified;
    sources.add(
        new SourceReport(
            clock ? Reports.clockAddress(referenceId) : address,
            random.nextInt(-7, 25),
            random.nextInt(17),
            pick(SourceReport.State.values()),
            clock
                ? SourceReport.Mode.REFERENCE_CLOCK
                : random.nextBoolean() ? SourceReport.Mode.CLIENT : SourceReport.Mode.PEER,
            random.nextInt(256),
            age(),
            seconds(),
            seconds(),
            Math.abs(seconds())));
    stats.add(
        new SourceStatsReport(
            referenceId,
            address,
            random.nextInt(2000),
            random.nextInt(100),
            age(),
            Math.abs(seconds()),
            seconds(),
            Math.abs(seconds()),
            seconds(),
            Math.abs(seconds())));
  }

  private ControlAddress address() {
    return switch (random.nextInt(4)) {
      case 0 -> ControlAddress.UNSPECIFIED;
      case 1 -> new ControlAddress.Id(random.nextInt());
      case 2 -> ip(4);
      default -> ip(16);
    };
  }

  private ControlAddress ip(int length) {
    if (loopback) {
      return ControlAddress.of(InetAddress.getLoopbackAddress());
    }
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    for (int i = 0; i < length; i++) {
      // Runs of zeros are what IPv6 text is about.
      octets[i] = random.nextInt(8) < length / 4 ? 0 : octets[i];
    }
    try {
      return ControlAddress.of(InetAddress.getByAddress(octets));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private double seconds() {
    double value =
        switch (random.nextInt(6)) {
          case 0 -> BORDERS[random.nextInt(BORDERS.length)];
          case 1 -> random.nextInt(4000) / 8.0;
          default -> random.nextDouble() * Math.pow(10, random.nextInt(-12, 11));
        };
    return random.nextBoolean() ? value : -value;
  }

  private long age() {
    return switch (random.nextInt(4)) {
      case 0 -> SourceReport.NEVER;
      case 1 -> AGES[random.nextInt(AGES.length)];
      default -> (long) Math.pow(10, random.nextDouble() * 9.6);
    };
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }

  @Override
  public TrackingReport tracking() {
    return tracking;
  }

  @Override
  public int sourceCount() {
    return sources.size();
  }

  @Override
  public Optional<SourceReport> source(int index) {
    return at(sources, index);
  }

  @Override
  public Optional<SourceStatsReport> sourceStats(int index) {
    return at(stats, index);
  }

  private Traffic traffic() {
    return new Traffic(age(), age());
  }

  private Timestamps timestamps() {
    return new Timestamps(random.nextLong(Long.MAX_VALUE), age());
  }

  private Use use() {
    return random.nextInt(3) == 0
        ? Use.NONE
        : new Use(random.nextLong(1L << 32), age(), interval(), age());
  }

  private int interval() {
    return random.nextInt(4) == 0 ? ClientAccessReport.UNKNOWN_INTERVAL : random.nextInt(-6, 20);
  }

  private static <T> Optional<T> at(List<T> list, int index) {
    return index >= 0 && index < list.size() ? Optional.of(list.get(index)) : Optional.empty();
  }

  @Override
  public Optional<SelectReport> selectData(int index) {
    return Optional.empty();
  }

  @Override
  public ActivityReport activity() {
    return activity;
  }

  /// Some have a short name, some a long one, some none.
  @Override
  public Optional<String> sourceName(ControlAddress address) {
    int length = Math.floorMod(address.hashCode(), 60);
    return length < 6
        ? Optional.empty()
        : Optional.of("n" + "-host".repeat(length / 5) + ".example");
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
    return Optional.of(smoothing);
  }

  @Override
  public ServerOutcomesReport serverOutcomes() {
    return ServerOutcomesReport.NONE;
  }

  @Override
  public ServerStatsReport serverStats() {
    return serverStats;
  }

  /// Every place but some is taken.
  @Override
  public Optional<ClientAccessPage> clientAccesses(
      long firstIndex, int count, long minHits, boolean reset) {
    List<ClientAccessReport> page = new ArrayList<>();
    int index = (int) Math.min(firstIndex, clients.size());
    while (index < clients.size() && page.size() < count) {
      clients.get(index).filter(client -> client.hasHits(minHits)).ifPresent(page::add);
      index++;
    }
    return Optional.of(new ClientAccessPage(clients.size(), index, page));
  }

  @Override
  public boolean allows(AccessService service, ControlAddress address) {
    throw new AssertionError("nobody may ask that by UDP: " + address);
  }

  @Override
  public CommandResult execute(ControlRequest.Command command) {
    throw new AssertionError("nobody may command by UDP: " + command);
  }
}
