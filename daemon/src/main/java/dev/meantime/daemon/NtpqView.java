// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.control.ControlTarget;
import dev.meantime.control.ntpq.KernelReport;
import dev.meantime.control.ntpq.NtpqHost;
import dev.meantime.control.ntpq.NtpqTarget;
import dev.meantime.control.ntpq.VersionCounts;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.engine.respond.ServerCounter;
import dev.meantime.platform.ClockException;
import dev.meantime.platform.KernelClock;
import dev.meantime.platform.KernelClockState;
import dev.meantime.platform.KernelClockStatus.LeapSecond;
import java.util.List;
import java.util.Optional;

/// What ntpq sees of the daemon: chronyc's reports, and what only ntpq asks for. Confined to the
/// loop.
final class NtpqView implements NtpqTarget {

  private final DaemonControl reports;
  private final Server server;
  private final Setup setup;
  private final long startedNanos;

  NtpqView(DaemonControl reports, Server server, Setup setup) {
    this.reports = reports;
    this.server = server;
    this.setup = setup;
    this.startedNanos = setup.platform().monotonicClock().nowNanos();
  }

  @Override
  public ControlTarget reports() {
    return reports;
  }

  @Override
  public NtpqHost host() {
    long running = setup.platform().monotonicClock().nowNanos() - startedNanos;
    return new NtpqHost(
        "meantime " + Version.TEXT,
        System.getProperty("os.arch", "unknown"),
        System.getProperty("os.name", "unknown") + "/" + System.getProperty("os.version", ""),
        running / 1_000_000_000L,
        setup.precisionExponent(),
        setup.keys().size());
  }

  @Override
  public Optional<KernelReport> kernel() {
    KernelClock clock = setup.platform().kernelClock();
    try {
      KernelClockState state = clock.read();
      return Optional.of(
          new KernelReport(
              state.frequency(),
              clock.maximumFrequency(),
              state.status().synchronised(),
              state.status().leap() == LeapSecond.INSERT,
              state.status().leap() == LeapSecond.DELETE,
              state.status().maximumError(),
              state.status().estimatedError(),
              state.tai()));
    } catch (ClockException _) {
      return Optional.empty();
    }
  }

  @Override
  public VersionCounts versions() {
    return new VersionCounts(
        sum(ServerCounter.OLDER_VERSION),
        sum(ServerCounter.VERSION_1_CLIENT),
        sum(ServerCounter.VERSION_1_WITHOUT_MODE),
        sum(ServerCounter.VERSION_1_SYMMETRIC));
  }

  @Override
  public List<Sample> lastSamples(int index) {
    return reports.lastSamples(index);
  }

  private long sum(ServerCounter counter) {
    return server.responders().counters().stream().mapToLong(each -> each.get(counter)).sum();
  }
}
