// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

import dev.meantime.control.AuthReport;
import dev.meantime.control.ControlAddress;
import dev.meantime.control.ControlTarget;
import dev.meantime.control.NtpDataReport;
import dev.meantime.control.Reports;
import dev.meantime.control.SelectReport;
import dev.meantime.control.SourceReport;
import dev.meantime.control.SourceStatsReport;
import dev.meantime.control.Timespec;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// The variables of one association: a source and its last sample, as chronyc's `sources`,
/// `sourcestats` and `ntpdata` tell them.
final class PeerVariables {

  private static final long NANOS = 1_000_000_000L;
  private static final int UNSYNCHRONISED_STRATUM = 16;
  private static final int REGISTER_BITS = 8;
  private static final int SERVER_MODE = 4;

  /// ntpd's dispersion of a sample that there is not, seconds.
  private static final double UNKNOWN_DISPERSION = 16;

  private final ListedSource source;
  private final SourceReport report;
  private final ControlTarget reports;
  private final Optional<NtpDataReport> data;
  private final Optional<AuthReport> key;
  private final Optional<SelectReport> selection;
  private final double jitter;
  private final List<Sample> samples;
  private final long nowNanos;

  PeerVariables(NtpqTarget target, ListedSource source, long nowNanos) {
    this.source = source;
    this.report = source.report();
    this.reports = target.reports();
    this.nowNanos = nowNanos;
    // A reference clock's is not an address, though it may look like one of a source's.
    ControlAddress address =
        source.isReferenceClock() ? ControlAddress.UNSPECIFIED : report.address();
    this.data = reports.ntpData(address);
    this.key = reports.authData(address);
    this.selection = reports.selectData(source.index());
    this.jitter =
        source.isSampled()
            ? reports
                .sourceStats(source.index())
                .map(SourceStatsReport::standardDeviation)
                .orElse(0.0)
            : 0;
    this.samples = target.lastSamples(source.index());
  }

  int statusWord() {
    return StatusWord.ofSource(source, data, key);
  }

  VariableList list() {
    VariableList list = new VariableList();
    addresses(list);
    Optional<NtpDataReport> answer = data.filter(last -> last.mode() != 0);
    LeapIndicator leap =
        source.isSampled()
            ? selection.map(SelectReport::leap).orElse(LeapIndicator.UNSYNCHRONISED)
            : LeapIndicator.UNSYNCHRONISED;
    int ownMode = SystemVariables.mode(report.mode());
    list.number("leap", leap.code());
    list.number("hmode", ownMode);
    list.number("stratum", source.isSampled() ? report.stratum() : UNSYNCHRONISED_STRATUM);
    list.number("ppoll", answer.map(NtpDataReport::poll).orElse(report.poll()));
    list.number("hpoll", report.poll());
    list.number("precision", answer.map(NtpDataReport::precision).orElse(0));
    list.millis("rootdelay", answer.map(NtpDataReport::rootDelay).orElse(0.0), 3);
    list.millis("rootdisp", answer.map(NtpDataReport::rootDispersion).orElse(0.0), 3);
    list.word("refid", referenceText(answer));
    list.timestamp(
        "reftime", answer.map(NtpDataReport::referenceTime).map(PeerVariables::nanos).orElse(0L));
    long received = source.isSampled() ? nowNanos - report.sinceSample() * NANOS : 0;
    list.timestamp("rec", received);
    list.bits("reach", report.reachability());
    list.number("unreach", sinceReached());
    list.millis("delay", delay(), 6);
    list.millis("offset", Reports.turned(report.adjustedOffset()), 6);
    list.millis("jitter", jitter, 6);
    list.millis("dispersion", newest(Sample::dispersion), 6);
    list.number("keyid", keyId());
    list.list("filtdelay", filter(Sample::delay, 0));
    list.list("filtoffset", filter(Sample::offset, 0));
    list.number("pmode", answer.map(NtpDataReport::mode).orElse(unansweredMode(ownMode)));
    list.list("filtdisp", filter(Sample::dispersion, UNKNOWN_DISPERSION));
    list.bits("flash", FlashWord.of(source, data, selection));
    list.number("headway", 0);
    list.text("srchost", name());
    if (key.filter(auth -> auth.mode() == AuthReport.Mode.NTS).isPresent()) {
      list.number("ntscookies", key.map(AuthReport::cookies).orElse(0));
    } else {
      list.none("ntscookies");
    }
    list.endDefaults();
    more(list, received);
    list.catalogue("peer_var_list");
    return list;
  }

  private void addresses(VariableList list) {
    boolean ipv6 =
        report.address() instanceof ControlAddress.Ip(InetAddress ip) && ip.getAddress().length > 4;
    String remote = source.isResolved() ? report.address().text() : "0.0.0.0";
    list.word("srcadr", source.isReferenceClock() ? clockAddress(source) : remote);
    list.number("srcport", data.map(NtpDataReport::remotePort).orElse(0));
    list.word(
        "dstadr", data.map(last -> last.localAddress().text()).orElse(ipv6 ? "::" : "0.0.0.0"));
    // A client's requests leave from a port of their own each.
    list.number("dstport", 0);
  }

  private void more(VariableList list, long received) {
    list.number("config", 1);
    boolean authenticated = key.filter(auth -> auth.mode() != AuthReport.Mode.NONE).isPresent();
    list.number("authenable", authenticated ? 1 : 0);
    boolean authentic = data.filter(last -> last.tests().authentic()).isPresent();
    list.number("authentic", authenticated && authentic ? 1 : 0);
    list.number("sent", data.map(last -> last.totals().sent()).orElse(0L));
    list.number("received", data.map(last -> last.totals().received()).orElse(0L));
    long age = received == 0 ? 0 : report.sinceSample();
    list.number("timerec", age);
    list.number("timereach", age);
    list.number("timer", Math.max(0, Math.round(Math.scalb(1.0, report.poll())) - age));
    long packets = data.map(last -> last.totals().received()).orElse(0L);
    long valid = data.map(last -> last.totals().valid()).orElse(0L);
    long good = data.map(last -> last.totals().good()).orElse(0L);
    list.number("bogusorg", Math.max(0, packets - valid));
    list.number("seldisp", Math.max(0, valid - good));
    list.number("candidate", good);
    // Counted among the others.
    list.zeros("badauth", "oldpkt", "selbroken");
    list.none("xmt", "org", "bias", "mode", "in", "out", "ttl", "xleave");
  }

  /// What `sources` and `sourcestats` call it; a reference clock's has a bracket, by which ntpq
  /// knows one.
  private String name() {
    if (source.isReferenceClock()) {
      return new ReferenceId(source.referenceId()).text() + "(" + source.associationId() + ")";
    }
    return reports.sourceName(report.address()).orElse(report.address().text());
  }

  /// ntpd's address of a reference clock, of a driver that it does not have.
  static String clockAddress(ListedSource source) {
    return "127.127.0." + (source.associationId() & 255);
  }

  private String referenceText(Optional<NtpDataReport> answer) {
    if (source.isReferenceClock()) {
      return ReferenceText.of(new ReferenceId(source.referenceId()), 0);
    }
    if (!source.isResolved()) {
      return ReferenceText.LOOKING_UP;
    }
    return answer
        .map(last -> ReferenceText.of(last.referenceId(), last.stratum()))
        .orElse(ReferenceText.INITIAL);
  }

  private int unansweredMode(int ownMode) {
    boolean asksServer = report.mode() == SourceReport.Mode.CLIENT && source.isSampled();
    return asksServer ? SERVER_MODE : ownMode == 1 && source.isSampled() ? 1 : 0;
  }

  /// How many polls brought nothing since the last that did, 8 at most.
  private int sinceReached() {
    return Math.min(REGISTER_BITS, Integer.numberOfTrailingZeros(report.reachability()));
  }

  private double delay() {
    return data.filter(last -> last.mode() != 0)
        .map(NtpDataReport::peerDelay)
        .orElseGet(() -> newest(Sample::delay));
  }

  private double newest(ToDoubleFunction<Sample> value) {
    return samples.isEmpty() ? 0 : value.applyAsDouble(samples.getFirst());
  }

  private List<Double> filter(ToDoubleFunction<Sample> value, double missing) {
    List<Double> row = new ArrayList<>();
    for (int i = 0; i < REGISTER_BITS; i++) {
      row.add(1e3 * (i < samples.size() ? value.applyAsDouble(samples.get(i)) : missing));
    }
    return row;
  }

  private long keyId() {
    return key.filter(auth -> auth.mode() == AuthReport.Mode.SYMMETRIC)
        .map(AuthReport::keyId)
        .orElse(0L);
  }

  private static long nanos(Timespec time) {
    return time.seconds() * NANOS + time.nanos();
  }
}
