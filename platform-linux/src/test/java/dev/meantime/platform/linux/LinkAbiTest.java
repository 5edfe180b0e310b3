// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compares what the code believes of network interfaces with what the C compiler of this machine
/// says.
final class LinkAbiTest {

  @TempDir private Path directory;

  @Test
  void layoutsAndConstantsAreTheCompilers() throws IOException, InterruptedException {
    Map<String, Long> expected = expectations();
    List<String> statements = new ArrayList<>();
    expected.keySet().forEach(c -> statements.add("printf(\"%lld\\n\", (long long) (" + c + "));"));
    List<String> lines = CProgram.run(directory, statements);
    Map<String, Long> actual = new LinkedHashMap<>();
    for (String c : expected.keySet()) {
      actual.put(c, Long.valueOf(lines.get(actual.size())));
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void readsAbilitiesThatACProgramWrote() throws IOException, InterruptedException {
    List<String> lines =
        CProgram.run(
            directory,
            List.of(
                "struct ethtool_ts_info s = {.cmd = ETHTOOL_GET_TS_INFO, .phc_index = 3};",
                "s.so_timestamping = SOF_TIMESTAMPING_TX_HARDWARE | SOF_TIMESTAMPING_RX_HARDWARE",
                "  | SOF_TIMESTAMPING_RAW_HARDWARE;",
                "s.rx_filters = 1 << HWTSTAMP_FILTER_NTP_ALL | 1 << HWTSTAMP_FILTER_NONE;",
                "for (unsigned i = 0; i < sizeof s; i++)",
                "  printf(\"%02x\", ((unsigned char *) &s)[i]);"));
    LinkDriver.Abilities found =
        LinuxLinkDriver.abilities(MemorySegment.ofArray(HexFormat.of().parseHex(lines.getFirst())));
    assertThat(found.clock()).isEqualTo(3);
    assertThat(found.suffice()).isTrue();
    assertThat(found.hasFilter(LinkAbi.HWTSTAMP_FILTER_NTP_ALL)).isTrue();
    assertThat(found.hasFilter(LinkAbi.HWTSTAMP_FILTER_ALL)).isFalse();
  }

  private static Map<String, Long> expectations() {
    Map<String, Long> expected = new LinkedHashMap<>();
    expected.put("SIOCGIFINDEX", LinkAbi.SIOCGIFINDEX);
    expected.put("SIOCETHTOOL", LinkAbi.SIOCETHTOOL);
    expected.put("SIOCSHWTSTAMP", LinkAbi.SIOCSHWTSTAMP);
    expected.put("SIOCGHWTSTAMP", LinkAbi.SIOCGHWTSTAMP);
    expected.put("ETHTOOL_GET_TS_INFO", (long) LinkAbi.ETHTOOL_GET_TS_INFO);
    expected.put("ETHTOOL_GLINKSETTINGS", (long) LinkAbi.ETHTOOL_GLINKSETTINGS);
    expected.put("SOF_TIMESTAMPING_TX_HARDWARE", (long) LinkAbi.SOF_TIMESTAMPING_TX_HARDWARE);
    expected.put("SOF_TIMESTAMPING_RX_HARDWARE", (long) LinkAbi.SOF_TIMESTAMPING_RX_HARDWARE);
    expected.put("SOF_TIMESTAMPING_RAW_HARDWARE", (long) LinkAbi.SOF_TIMESTAMPING_RAW_HARDWARE);
    expected.put("SOF_TIMESTAMPING_OPT_PKTINFO", (long) LinkAbi.SOF_TIMESTAMPING_OPT_PKTINFO);
    expected.put("SOF_TIMESTAMPING_OPT_TX_SWHW", (long) LinkAbi.SOF_TIMESTAMPING_OPT_TX_SWHW);
    expected.put("SCM_TIMESTAMPING_PKTINFO", (long) LinkAbi.SCM_TIMESTAMPING_PKTINFO);
    expected.put("HWTSTAMP_TX_ON", (long) LinkAbi.HWTSTAMP_TX_ON);
    expected.put("HWTSTAMP_FILTER_NONE", (long) LinkAbi.HWTSTAMP_FILTER_NONE);
    expected.put("HWTSTAMP_FILTER_ALL", (long) LinkAbi.HWTSTAMP_FILTER_ALL);
    expected.put("HWTSTAMP_FILTER_NTP_ALL", (long) LinkAbi.HWTSTAMP_FILTER_NTP_ALL);
    expected.put("HWTSTAMP_FILTER_PTP_V2_EVENT", (long) LinkAbi.HWTSTAMP_FILTER_PTP_V2_EVENT);
    expected.put("HWTSTAMP_FILTER_PTP_V2_L4_EVENT", (long) LinkAbi.HWTSTAMP_FILTER_PTP_V2_L4_EVENT);
    expected.put("sizeof(struct ifreq)", (long) LinkAbi.Ifreq.SIZE);
    expected.put("IFNAMSIZ", (long) LinkAbi.Ifreq.IFNAMSIZ);
    put(expected, "ifreq", "ifr_name", LinkAbi.Ifreq.NAME);
    put(expected, "ifreq", "ifr_data", LinkAbi.Ifreq.DATA);
    put(expected, "ifreq", "ifr_ifindex", LinkAbi.Ifreq.IFINDEX);
    expected.put("sizeof(struct ethtool_ts_info)", (long) LinkAbi.EthtoolTsInfo.SIZE);
    put(expected, "ethtool_ts_info", "cmd", LinkAbi.EthtoolTsInfo.CMD);
    put(expected, "ethtool_ts_info", "so_timestamping", LinkAbi.EthtoolTsInfo.SO_TIMESTAMPING);
    put(expected, "ethtool_ts_info", "phc_index", LinkAbi.EthtoolTsInfo.PHC_INDEX);
    put(expected, "ethtool_ts_info", "rx_filters", LinkAbi.EthtoolTsInfo.RX_FILTERS);
    expected.put("sizeof(struct hwtstamp_config)", (long) LinkAbi.HwtstampConfig.SIZE);
    put(expected, "hwtstamp_config", "tx_type", LinkAbi.HwtstampConfig.TX_TYPE);
    put(expected, "hwtstamp_config", "rx_filter", LinkAbi.HwtstampConfig.RX_FILTER);
    expected.put("sizeof(struct ethtool_link_settings)", (long) LinkAbi.EthtoolLinkSettings.SIZE);
    put(expected, "ethtool_link_settings", "cmd", LinkAbi.EthtoolLinkSettings.CMD);
    put(expected, "ethtool_link_settings", "speed", LinkAbi.EthtoolLinkSettings.SPEED);
    put(
        expected,
        "ethtool_link_settings",
        "link_mode_masks_nwords",
        LinkAbi.EthtoolLinkSettings.LINK_MODE_MASKS_NWORDS);
    expected.put("sizeof(struct scm_ts_pktinfo)", (long) LinkAbi.ScmTsPktinfo.SIZE);
    put(expected, "scm_ts_pktinfo", "if_index", LinkAbi.ScmTsPktinfo.IF_INDEX);
    put(expected, "scm_ts_pktinfo", "pkt_length", LinkAbi.ScmTsPktinfo.PKT_LENGTH);
    expected.put("sizeof(struct scm_timestamping)", (long) LinkAbi.ScmTimestamping.SIZE);
    put(expected, "scm_timestamping", "ts[2]", LinkAbi.ScmTimestamping.HARDWARE);
    return expected;
  }

  private static void put(Map<String, Long> map, String struct, String field, int offset) {
    map.put("offsetof(struct " + struct + ", " + field + ")", (long) offset);
  }
}
