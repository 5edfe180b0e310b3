// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

import dev.meantime.control.NtpDataReport;
import dev.meantime.control.ServerOutcomesReport;
import dev.meantime.control.ServerStatsReport;
import java.util.List;

/// What is counted, in ntpd's names. Ours never begin anew: what ntpd tells since its last hour and
/// since its start is the same here.
///
/// @param controlRequests how many of ntpq's requests came
/// @param sources with an address or device
/// @param clients how many are remembered; 0 with `noclientlog`
record Counters(long controlRequests, List<ListedSource> sources, long clients) {

  void addTo(VariableList list, NtpqTarget target) {
    ServerOutcomesReport outcomes = target.reports().serverOutcomes();
    ServerStatsReport stats = target.reports().serverStats();
    long uptime = target.host().uptimeSeconds();
    packets(list, outcomes, target.versions(), uptime);
    transfers(list, outcomes, uptime);
    clients(list, stats);
    keys(list, outcomes, stats, target.host());
    list.number("timerstats_reset", uptime);
    list.zeros("timer_overruns");
    list.number(
        "timer_xmts",
        sources.stream()
            .flatMap(source -> target.reports().ntpData(source.report().address()).stream())
            .map(NtpDataReport::totals)
            .mapToLong(NtpDataReport.Totals::sent)
            .sum());
    // There is no NTS yet.
    list.zeros(
        "nts_client_send",
        "nts_client_recv_good",
        "nts_client_recv_bad",
        "nts_server_send",
        "nts_server_recv_good",
        "nts_server_recv_bad",
        "nts_cookie_make",
        "nts_cookie_decode",
        "nts_cookie_decode_old",
        "nts_cookie_decode_old2",
        "nts_cookie_decode_older",
        "nts_cookie_decode_too_old",
        "nts_cookie_decode_error",
        "nts_ke_serves_good",
        "nts_ke_serves_bad",
        "nts_ke_probes_good",
        "nts_ke_probes_bad");
  }

  private static long received(ServerOutcomesReport outcomes) {
    return outcomes.answered()
        + outcomes.kisses()
        + outcomes.handedOver()
        + outcomes.malformed()
        + outcomes.notRequests()
        + outcomes.control()
        + outcomes.impossibleSenders()
        + outcomes.denied()
        + outcomes.limited()
        + outcomes.notAuthentic();
  }

  private void packets(
      VariableList list, ServerOutcomesReport outcomes, VersionCounts versions, long uptime) {
    long replied = outcomes.answered() + outcomes.kisses();
    long version1 =
        versions.version1Client() + versions.version1WithoutMode() + versions.version1Symmetric();
    list.number("ss_uptime", uptime);
    list.number("ss_numctlreq", controlRequests);
    twice(list, "ss_reset", uptime);
    twice(list, "ss_received", received(outcomes));
    twice(list, "ss_thisver", replied - versions.older());
    twice(list, "ss_oldver", versions.older());
    twice(list, "ss_ver1", version1);
    twice(list, "ss_ver1client", versions.version1Client());
    twice(list, "ss_ver1zero", versions.version1WithoutMode());
    twice(list, "ss_ver1symm", versions.version1Symmetric());
    twice(list, "ss_badformat", outcomes.malformed());
    twice(list, "ss_badauth", outcomes.notAuthentic());
    twice(
        list,
        "ss_declined",
        outcomes.notRequests() + outcomes.control() + outcomes.impossibleSenders());
    twice(list, "ss_restricted", outcomes.denied());
    twice(list, "ss_limited", outcomes.limited() + outcomes.kisses());
    twice(list, "ss_kodsent", outcomes.kisses());
    twice(list, "ss_processed", replied + Math.max(0, outcomes.handedOver() - controlRequests));
  }

  private static void twice(VariableList list, String name, long value) {
    list.number(name, value);
    list.number(name + "_r", value);
  }

  private static void transfers(VariableList list, ServerOutcomesReport outcomes, long uptime) {
    list.number("iostats_reset", uptime);
    // The kernel's socket buffers take the part of ntpd's list of buffers.
    list.zeros("total_rbuf", "free_rbuf", "used_rbuf", "rbuf_lowater");
    list.number("io_dropped", outcomes.overflowed() + outcomes.handOverLost());
    list.number("io_ignored", outcomes.truncated());
    list.number("io_received", received(outcomes));
    list.number("io_sent", outcomes.answered() + outcomes.kisses() - outcomes.sendFailed());
    list.number("io_sendfailed", outcomes.sendFailed());
    list.zeros("io_wakeups", "io_goodwakeups", "io_pkt_reads", "io_ref_reads");
  }

  private void clients(VariableList list, ServerStatsReport stats) {
    list.bits("mru_enabled", clients > 0 ? 1 : 0);
    list.number("mru_depth", clients);
    list.number("mru_deepest", clients);
    list.number("mru_maxdepth", clients);
    list.number("mru_recycleold", stats.logDrops());
    list.number("mru_exists", stats.ntp().hits());
    list.zeros(
        "mru_hashslots",
        "mru_mindepth",
        "mru_maxage",
        "mru_minage",
        "mru_mem",
        "mru_maxmem",
        "mru_new",
        "mru_recyclefull",
        "mru_none",
        "mru_oldest_age");
  }

  private static void keys(
      VariableList list, ServerOutcomesReport outcomes, ServerStatsReport stats, NtpqHost host) {
    list.number("authreset", host.uptimeSeconds());
    list.number("authkeys", host.keys());
    list.number("authencrypts", stats.authenticated());
    list.number("authdecrypts", stats.authenticated() + outcomes.notAuthentic());
    // Which key it was, and by what algorithm, is not counted.
    list.none(
        "authfreek",
        "authklookups",
        "authknotfound",
        "authdigestencrypts",
        "authcmacencrypts",
        "authdigestdecrypts",
        "authdigestfails",
        "authcmacdecrypts",
        "authcmacfails",
        "authkuncached",
        "authkexpired");
  }
}
