// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

/// Sizes, offsets and constants of the devices of reference clocks, named as in C. As for {@link
/// Abi}, a test compares them with the C compiler's view.
final class DeviceAbi {

  private DeviceAbi() {}

  static final int O_RDONLY = 0;
  static final int O_RDWR = 0x2;
  static final int O_CLOEXEC = 0x80000;
  static final int IPC_CREAT = 0x200;

  static final long PPS_GETPARAMS = 0x800870a1L;
  static final long PPS_SETPARAMS = 0x400870a2L;
  static final long PPS_FETCH = 0xc00870a4L;
  static final int PPS_CAPTUREASSERT = 0x1;
  static final int PPS_CAPTURECLEAR = 0x2;
  static final int PPS_TSFMT_TSPEC = 0x1000;

  static final long PTP_CLOCK_GETCAPS = 0x80503d01L;
  static final long PTP_SYS_OFFSET = 0x43403d05L;
  static final long PTP_SYS_OFFSET_PRECISE = 0xc0403d08L;
  static final long PTP_SYS_OFFSET_EXTENDED = 0xc4c03d09L;
  static final int PTP_MAX_SAMPLES = 25;

  /// `struct shmTime`, which is in no header: every program that uses it has its own copy.
  static final class ShmTime {
    private ShmTime() {}

    static final int SIZE = 96;
    static final int MODE = 0;
    static final int COUNT = 4;
    static final int CLOCK_SEC = 8;
    static final int CLOCK_USEC = 16;
    static final int RECV_SEC = 24;
    static final int RECV_USEC = 32;
    static final int LEAP = 36;
    static final int PRECISION = 40;
    static final int VALID = 48;
    static final int CLOCK_NSEC = 52;
    static final int RECV_NSEC = 56;
  }

  /// `struct pps_fdata`; a time is `sec` and, at {@link #NSEC}, `nsec`
  static final class PpsFdata {
    private PpsFdata() {}

    static final int SIZE = 64;
    static final int ASSERT_SEQUENCE = 0;
    static final int CLEAR_SEQUENCE = 4;
    static final int ASSERT_TU = 8;
    static final int CLEAR_TU = 24;
    static final int NSEC = 8;
  }

  /// `struct pps_kparams`
  static final class PpsKparams {
    private PpsKparams() {}

    static final int SIZE = 40;
    static final int MODE = 4;
  }

  /// `struct ptp_clock_caps`
  static final class PtpClockCaps {
    private PtpClockCaps() {}

    static final int SIZE = 80;
    static final int CROSS_TIMESTAMPING = 24;
  }

  /// `struct ptp_clock_time`
  static final class PtpClockTime {
    private PtpClockTime() {}

    static final int SIZE = 16;
    static final int SEC = 0;
    static final int NSEC = 8;
  }

  /// `struct ptp_sys_offset`: wall clock, device, wall clock, … , wall clock
  static final class PtpSysOffset {
    private PtpSysOffset() {}

    static final int SIZE = 832;
    static final int N_SAMPLES = 0;
    static final int TS = 16;
  }

  /// `struct ptp_sys_offset_extended`: thrice a time for each sample
  static final class PtpSysOffsetExtended {
    private PtpSysOffsetExtended() {}

    static final int SIZE = 1216;
    static final int N_SAMPLES = 0;
    static final int TS = 16;
  }

  /// `struct ptp_sys_offset_precise`
  static final class PtpSysOffsetPrecise {
    private PtpSysOffsetPrecise() {}

    static final int SIZE = 64;
    static final int DEVICE = 0;
    static final int SYS_REALTIME = 16;
  }
}
