// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.platform.HardwareClock.Reading;
import dev.meantime.platform.PulseClock.Edge;
import dev.meantime.platform.PulseClock.Pulse;
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

/// Compares what the code believes of the devices with what the C compiler of this machine says,
/// and reads structures that a C program has filled.
final class DeviceAbiTest {

  /// As gpsd and ntpd declare it.
  static final String SHM_TIME =
      "struct shmTime { int mode; volatile int count; time_t clockSec; int clockUSec;"
          + " time_t recvSec; int recvUSec; int leap; int precision; int nsamples;"
          + " volatile int valid; unsigned clockNSec; unsigned recvNSec; int dummy[8]; };";

  private static final String PRINT =
      "for (unsigned i = 0; i < sizeof s; i++) printf(\"%02x\", ((unsigned char *) &s)[i]);";

  @TempDir private Path directory;

  @Test
  void layoutsAndConstantsAreTheCompilers() throws IOException, InterruptedException {
    Map<String, Long> expected = expectations();
    List<String> statements = new ArrayList<>(List.of(SHM_TIME));
    expected.keySet().forEach(c -> statements.add("printf(\"%lld\\n\", (long long) (" + c + "));"));
    List<String> lines = CProgram.run(directory, statements);
    Map<String, Long> actual = new LinkedHashMap<>();
    for (String c : expected.keySet()) {
      actual.put(c, Long.valueOf(lines.get(actual.size())));
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void readsPulsesThatACProgramWrote() throws IOException, InterruptedException {
    MemorySegment data =
        filled(
            "struct pps_fdata s = {0};",
            "s.info.assert_sequence = 4000000000u; s.info.clear_sequence = 7;",
            "s.info.assert_tu.sec = 1780272001; s.info.assert_tu.nsec = 123456789;",
            "s.info.clear_tu.sec = 1780272002; s.info.clear_tu.nsec = 5;");
    assertThat(LinuxPulseClock.decode(data, Edge.ASSERT))
        .contains(new Pulse(4_000_000_000L, 1_780_272_001_123_456_789L));
    assertThat(LinuxPulseClock.decode(data, Edge.CLEAR))
        .contains(new Pulse(7, 1_780_272_002_000_000_005L));
    assertThat(LinuxPulseClock.decode(filled("struct pps_fdata s = {0};"), Edge.ASSERT)).isEmpty();
  }

  @Test
  void readsHardwareTimesThatACProgramWrote() throws IOException, InterruptedException {
    MemorySegment precise =
        filled(
            "struct ptp_sys_offset_precise s = {0};",
            "s.device.sec = 1780272037; s.device.nsec = 3;",
            "s.sys_realtime.sec = 1780272000; s.sys_realtime.nsec = 4;",
            "s.sys_monoraw.sec = 99;");
    assertThat(HardwareTimes.precise(precise))
        .containsExactly(
            new Reading(
                1_780_272_000_000_000_004L,
                1_780_272_037_000_000_003L,
                1_780_272_000_000_000_004L));

    MemorySegment extended =
        filled(
            "struct ptp_sys_offset_extended s = {0};",
            "s.n_samples = 2;",
            "for (int i = 0; i < 2; i++) for (int j = 0; j < 3; j++) {",
            "s.ts[i][j].sec = 10 * i + j; s.ts[i][j].nsec = 100 * i + j; }");
    assertThat(HardwareTimes.extended(extended, 2))
        .containsExactly(
            new Reading(0, 1_000_000_001L, 2_000_000_002L),
            new Reading(10_000_000_100L, 11_000_000_101L, 12_000_000_102L));

    MemorySegment basic =
        filled(
            "struct ptp_sys_offset s = {0};",
            "s.n_samples = 2;",
            "for (int i = 0; i < 5; i++) { s.ts[i].sec = i; s.ts[i].nsec = 7 * i; }");
    assertThat(HardwareTimes.basic(basic, 2))
        .containsExactly(
            new Reading(0, 1_000_000_007L, 2_000_000_014L),
            new Reading(2_000_000_014L, 3_000_000_021L, 4_000_000_028L));
  }

  private MemorySegment filled(String... statements) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(statements));
    all.add(PRINT);
    return MemorySegment.ofArray(HexFormat.of().parseHex(CProgram.run(directory, all).getFirst()));
  }

  private static Map<String, Long> expectations() {
    Map<String, Long> expected = new LinkedHashMap<>();
    expected.put("O_RDONLY", (long) DeviceAbi.O_RDONLY);
    expected.put("O_RDWR", (long) DeviceAbi.O_RDWR);
    expected.put("O_CLOEXEC", (long) DeviceAbi.O_CLOEXEC);
    expected.put("IPC_CREAT", (long) DeviceAbi.IPC_CREAT);
    expected.put("PPS_GETPARAMS", DeviceAbi.PPS_GETPARAMS);
    expected.put("PPS_SETPARAMS", DeviceAbi.PPS_SETPARAMS);
    expected.put("PPS_FETCH", DeviceAbi.PPS_FETCH);
    expected.put("PPS_CAPTUREASSERT", (long) DeviceAbi.PPS_CAPTUREASSERT);
    expected.put("PPS_CAPTURECLEAR", (long) DeviceAbi.PPS_CAPTURECLEAR);
    expected.put("PPS_TSFMT_TSPEC", (long) DeviceAbi.PPS_TSFMT_TSPEC);
    expected.put("PTP_CLOCK_GETCAPS", DeviceAbi.PTP_CLOCK_GETCAPS);
    expected.put("PTP_SYS_OFFSET", DeviceAbi.PTP_SYS_OFFSET);
    expected.put("PTP_SYS_OFFSET_PRECISE", DeviceAbi.PTP_SYS_OFFSET_PRECISE);
    expected.put("PTP_SYS_OFFSET_EXTENDED", DeviceAbi.PTP_SYS_OFFSET_EXTENDED);
    expected.put("PTP_MAX_SAMPLES", (long) DeviceAbi.PTP_MAX_SAMPLES);
    expected.put("sizeof(struct shmTime)", (long) DeviceAbi.ShmTime.SIZE);
    put(expected, "shmTime", "mode", DeviceAbi.ShmTime.MODE);
    put(expected, "shmTime", "count", DeviceAbi.ShmTime.COUNT);
    put(expected, "shmTime", "clockSec", DeviceAbi.ShmTime.CLOCK_SEC);
    put(expected, "shmTime", "clockUSec", DeviceAbi.ShmTime.CLOCK_USEC);
    put(expected, "shmTime", "recvSec", DeviceAbi.ShmTime.RECV_SEC);
    put(expected, "shmTime", "recvUSec", DeviceAbi.ShmTime.RECV_USEC);
    put(expected, "shmTime", "leap", DeviceAbi.ShmTime.LEAP);
    put(expected, "shmTime", "precision", DeviceAbi.ShmTime.PRECISION);
    put(expected, "shmTime", "valid", DeviceAbi.ShmTime.VALID);
    put(expected, "shmTime", "clockNSec", DeviceAbi.ShmTime.CLOCK_NSEC);
    put(expected, "shmTime", "recvNSec", DeviceAbi.ShmTime.RECV_NSEC);
    expected.put("sizeof(struct pps_fdata)", (long) DeviceAbi.PpsFdata.SIZE);
    put(expected, "pps_fdata", "info.assert_sequence", DeviceAbi.PpsFdata.ASSERT_SEQUENCE);
    put(expected, "pps_fdata", "info.clear_sequence", DeviceAbi.PpsFdata.CLEAR_SEQUENCE);
    put(expected, "pps_fdata", "info.assert_tu", DeviceAbi.PpsFdata.ASSERT_TU);
    put(expected, "pps_fdata", "info.clear_tu", DeviceAbi.PpsFdata.CLEAR_TU);
    put(expected, "pps_ktime", "nsec", DeviceAbi.PpsFdata.NSEC);
    expected.put("sizeof(struct pps_kparams)", (long) DeviceAbi.PpsKparams.SIZE);
    put(expected, "pps_kparams", "mode", DeviceAbi.PpsKparams.MODE);
    expected.put("sizeof(struct ptp_clock_caps)", (long) DeviceAbi.PtpClockCaps.SIZE);
    put(
        expected,
        "ptp_clock_caps",
        "cross_timestamping",
        DeviceAbi.PtpClockCaps.CROSS_TIMESTAMPING);
    expected.put("sizeof(struct ptp_clock_time)", (long) DeviceAbi.PtpClockTime.SIZE);
    put(expected, "ptp_clock_time", "sec", DeviceAbi.PtpClockTime.SEC);
    put(expected, "ptp_clock_time", "nsec", DeviceAbi.PtpClockTime.NSEC);
    expected.put("sizeof(struct ptp_sys_offset)", (long) DeviceAbi.PtpSysOffset.SIZE);
    put(expected, "ptp_sys_offset", "n_samples", DeviceAbi.PtpSysOffset.N_SAMPLES);
    put(expected, "ptp_sys_offset", "ts", DeviceAbi.PtpSysOffset.TS);
    expected.put(
        "sizeof(struct ptp_sys_offset_extended)", (long) DeviceAbi.PtpSysOffsetExtended.SIZE);
    put(expected, "ptp_sys_offset_extended", "n_samples", DeviceAbi.PtpSysOffsetExtended.N_SAMPLES);
    put(expected, "ptp_sys_offset_extended", "ts", DeviceAbi.PtpSysOffsetExtended.TS);
    expected.put(
        "sizeof(struct ptp_sys_offset_precise)", (long) DeviceAbi.PtpSysOffsetPrecise.SIZE);
    put(expected, "ptp_sys_offset_precise", "device", DeviceAbi.PtpSysOffsetPrecise.DEVICE);
    put(
        expected,
        "ptp_sys_offset_precise",
        "sys_realtime",
        DeviceAbi.PtpSysOffsetPrecise.SYS_REALTIME);
    return expected;
  }

  private static void put(Map<String, Long> map, String struct, String field, int offset) {
    map.put("offsetof(struct " + struct + ", " + field + ")", (long) offset);
  }
}
