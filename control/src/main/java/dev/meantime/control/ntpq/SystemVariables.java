// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

import dev.meantime.control.ControlAddress;
import dev.meantime.control.ControlTarget;
import dev.meantime.control.NtpDataReport;
import dev.meantime.control.Reports;
import dev.meantime.control.SourceReport;
import dev.meantime.control.SourceStatsReport;
import dev.meantime.control.TrackingReport;
import java.net.InetAddress;
import java.util.Optional;

/// The variables of the system: how the clock stands, and then what is counted.
final class SystemVariables {

  private static final int UNSYNCHRONISED_STRATUM = 16;
  private static final long NANOS = 1_000_000_000L;

  private SystemVariables() {}

  /// @param selected the source that leads
  /// @param nowNanos the wall clock
  static VariableList of(
      NtpqTarget target,
      TrackingReport tracking,
      Optional<ListedSource> selected,
      Counters counters,
      long nowNanos) {
    VariableList list = new VariableList();
    NtpqHost host = target.host();
    boolean synchronised = tracking.stratum() != 0;
    int stratum = synchronised ? tracking.stratum() : UNSYNCHRONISED_STRATUM;
    double sourceJitter =
        selected
            .flatMap(source -> target.reports().sourceStats(source.index()))
            .map(SourceStatsReport::standardDeviation)
            .orElse(0.0);
    // ntpwait looks for it, and not at the end.
    list.number("leap", tracking.leap().code());
    list.number("stratum", stratum);
    list.number("precision", host.precision());
    list.millis("rootdelay", tracking.rootDelay(), 3);
    list.millis("rootdisp", tracking.rootDispersion(), 3);
    list.word("refid", ReferenceText.of(tracking.referenceId(), tracking.stratum()));
    list.timestamp("reftime", synchronised ? nanos(tracking) : 0);
    list.number("tc", selected.map(source -> source.report().poll()).orElse(0));
    list.number("peer", selected.map(ListedSource::associationId).orElse(0));
    list.millis("offset", Reports.turned(tracking.lastOffset()), 6);
    list.decimal("frequency", Reports.turned(tracking.frequencyPpm()), 6);
    list.millis("sys_jitter", sourceJitter, 6);
    list.millis("clk_jitter", tracking.rmsOffset(), 6);
    list.timestamp("clock", nowNanos);
    list.text("processor", host.processor());
    list.text("system", host.system());
    list.text("version", host.version());
    list.decimal("clk_wander", tracking.skewPpm(), 6);
    Optional<Integer> tai = target.kernel().map(KernelReport::tai).filter(known -> known != 0);
    if (tai.isPresent()) {
      list.number("tai", tai.get());
    } else {
      list.none("tai");
    }
    list.none("leapsec", "expire");
    list.number("mintc", 0);
    list.endDefaults();
    list.millis("rootdist", tracking.rootDelay() / 2 + tracking.rootDispersion(), 3);
    list.word("peeradr", peerAddress(target.reports(), selected));
    list.number("peermode", selected.isPresent() ? mode(selected.get().report().mode()) : 0);
    list.none("leapsmearinterval", "leapsmearoffset", "release");
    list.zeros("authdelay", "bcastdelay", "fuzz", "tick", "clk_wander_threshold", "lockclock");
    target
        .kernel()
        .ifPresentOrElse(
            kernel -> kernel(list, kernel, tracking, selected), () -> list.none(KERNEL));
    counters.addTo(list, target);
    list.catalogue("sys_var_list");
    return list;
  }

  private static final String[] KERNEL = {
    "koffset",
    "kfreq",
    "kmaxerr",
    "kesterr",
    "kstflags",
    "ktimeconst",
    "kprecis",
    "kfreqtol",
    "kppsfreq",
    "kppsstab",
    "kppsjitter",
    "kppscalibdur",
    "kppscalibs",
    "kppsjitexc",
    "kppsstbexc",
    "kppscaliberrs"
  };

  private static void kernel(
      VariableList list,
      KernelReport kernel,
      TrackingReport tracking,
      Optional<ListedSource> selected) {
    list.millis("koffset", tracking.currentCorrection(), 6);
    list.decimal("kfreq", kernel.frequency() * 1e6, 6);
    list.millis("kmaxerr", kernel.maximumError(), 3);
    list.millis("kesterr", kernel.estimatedError(), 3);
    list.text("kstflags", flags(kernel));
    list.number("ktimeconst", selected.map(source -> source.report().poll()).orElse(0));
    list.decimal("kprecis", 0.001, 3);
    list.decimal("kfreqtol", kernel.maximumFrequency() * 1e6, 3);
    list.zeros(
        "kppsfreq",
        "kppsstab",
        "kppsjitter",
        "kppscalibdur",
        "kppscalibs",
        "kppsjitexc",
        "kppsstbexc",
        "kppscaliberrs");
  }

  private static String flags(KernelReport kernel) {
    StringBuilder flags = new StringBuilder();
    flags.append(kernel.insertsLeapSecond() ? "ins " : "");
    flags.append(kernel.deletesLeapSecond() ? "del " : "");
    flags.append(kernel.synchronised() ? "" : "unsync ");
    return flags.toString().strip();
  }

  private static String peerAddress(ControlTarget reports, Optional<ListedSource> selected) {
    if (selected.isEmpty()) {
      return "0.0.0.0:0";
    }
    ControlAddress address = selected.get().report().address();
    int port = reports.ntpData(address).map(NtpDataReport::remotePort).orElse(0);
    boolean ipv6 =
        address instanceof ControlAddress.Ip(InetAddress ip) && ip.getAddress().length > 4;
    String text =
        selected.get().isReferenceClock()
            ? PeerVariables.clockAddress(selected.get())
            : address.text();
    return (ipv6 ? "[" + text + "]" : text) + ":" + port;
  }

  private static long nanos(TrackingReport tracking) {
    return tracking.referenceTime().seconds() * NANOS + tracking.referenceTime().nanos();
  }

  /// What a kind of source is in the packets' modes.
  static int mode(SourceReport.Mode mode) {
    return switch (mode) {
      case CLIENT, REFERENCE_CLOCK -> 3;
      case PEER -> 1;
    };
  }
}
