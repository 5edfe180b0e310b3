// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

/// Sizes, offsets and constants of network interfaces and their timestamps, named as in C. As for
/// {@link Abi}, a test compares them with the C compiler's view.
final class LinkAbi {

  private LinkAbi() {}

  static final long SIOCGIFINDEX = 0x8933;
  static final long SIOCETHTOOL = 0x8946;
  static final long SIOCSHWTSTAMP = 0x89b0;
  static final long SIOCGHWTSTAMP = 0x89b1;

  static final int ETHTOOL_GET_TS_INFO = 0x41;
  static final int ETHTOOL_GLINKSETTINGS = 0x4c;

  static final int SOF_TIMESTAMPING_TX_HARDWARE = 0x1;
  static final int SOF_TIMESTAMPING_RX_HARDWARE = 0x4;
  static final int SOF_TIMESTAMPING_RAW_HARDWARE = 0x40;
  static final int SOF_TIMESTAMPING_OPT_PKTINFO = 0x2000;
  static final int SOF_TIMESTAMPING_OPT_TX_SWHW = 0x4000;
  static final int SCM_TIMESTAMPING_PKTINFO = 58;

  static final int HWTSTAMP_TX_ON = 1;
  static final int HWTSTAMP_FILTER_NONE = 0;
  static final int HWTSTAMP_FILTER_ALL = 1;
  static final int HWTSTAMP_FILTER_PTP_V2_L4_EVENT = 6;
  static final int HWTSTAMP_FILTER_PTP_V2_EVENT = 12;
  static final int HWTSTAMP_FILTER_NTP_ALL = 15;

  /// `struct ifreq`
  static final class Ifreq {
    private Ifreq() {}

    static final int SIZE = 40;
    static final int NAME = 0;
    static final int DATA = 16;
    static final int IFINDEX = 16;

    /// Room for a name with its final 0.
    static final int IFNAMSIZ = 16;
  }

  /// `struct ethtool_ts_info`
  static final class EthtoolTsInfo {
    private EthtoolTsInfo() {}

    static final int SIZE = 44;
    static final int CMD = 0;
    static final int SO_TIMESTAMPING = 4;
    static final int PHC_INDEX = 8;
    static final int RX_FILTERS = 28;
  }

  /// `struct hwtstamp_config`
  static final class HwtstampConfig {
    private HwtstampConfig() {}

    static final int SIZE = 12;
    static final int TX_TYPE = 4;
    static final int RX_FILTER = 8;
  }

  /// `struct ethtool_link_settings`, which three masks of as many words each follow as it says
  static final class EthtoolLinkSettings {
    private EthtoolLinkSettings() {}

    static final int SIZE = 48;
    static final int CMD = 0;
    static final int SPEED = 4;
    static final int LINK_MODE_MASKS_NWORDS = 15;

    /// The most words that a signed octet can tell.
    static final int ROOM = SIZE + 3 * 127 * 4;
  }

  /// `struct scm_ts_pktinfo`
  static final class ScmTsPktinfo {
    private ScmTsPktinfo() {}

    static final int SIZE = 16;
    static final int IF_INDEX = 0;
    static final int PKT_LENGTH = 4;
  }

  /// `struct scm_timestamping`: software, obsolete, hardware
  static final class ScmTimestamping {
    private ScmTimestamping() {}

    static final int SIZE = 48;
    static final int HARDWARE = 32;
  }
}
