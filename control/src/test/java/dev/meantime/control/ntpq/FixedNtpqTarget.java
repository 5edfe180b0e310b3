// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

import dev.meantime.control.ControlTarget;
import dev.meantime.control.FixedTarget;
import dev.meantime.engine.estimate.Sample;
import java.util.List;
import java.util.Optional;

/// A daemon that always stands the same.
final class FixedNtpqTarget implements NtpqTarget {

  private final FixedTarget reports = new FixedTarget();

  FixedNtpqTarget() {
    reports.distinctClients = true;
  }

  @Override
  public ControlTarget reports() {
    return reports;
  }

  @Override
  public NtpqHost host() {
    return new NtpqHost("meantime 1", "riscv64", "Linux/6", 100, -20, 2);
  }

  @Override
  public Optional<KernelReport> kernel() {
    return Optional.of(new KernelReport(1e-6, 5e-4, true, true, false, 0.5, 0.25, 0));
  }

  @Override
  public VersionCounts versions() {
    return new VersionCounts(4, 3, 2, 1);
  }

  @Override
  public List<Sample> lastSamples(int index) {
    return List.of(new Sample(0, 0.5, 0.25, 0.125, 1, 1));
  }
}
