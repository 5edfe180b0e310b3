// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.config.RefclockLine.Device;
import dev.meantime.engine.refclock.ReferenceClockOptions;
import dev.meantime.engine.select.SelectionOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefclockLineTest {

  private static ConfigResult parse(String... lines) {
    return ConfigParser.parseArguments(List.of(lines), new TextFiles());
  }

  private static List<RefclockLine> lines(String... lines) {
    ConfigResult result = parse(lines);
    assertThat(result.problems()).isEmpty();
    return result.config().sources().refclocks();
  }

  private static List<String> problems(String... lines) {
    return parse(lines).problems().stream().map(ConfigProblem::toString).toList();
  }

  @Test
  void hasChronysDefaults() {
    assertThat(lines("refclock SHM 2"))
        .containsExactly(
            new RefclockLine(
                new Device.SharedMemory(2, 0600),
                "SHM0",
                "",
                ReferenceClockOptions.DEFAULT,
                SelectionOptions.NONE,
                6,
                0,
                100_000));
  }

  @Test
  void readsEveryOption() {
    RefclockLine line =
        lines(
                "minsamples 10",
                "leapseclist /l",
                "refclock PPS /dev/pps1:clear poll 3 dpoll -1 refid KPPS lock KPPS rate 5"
                    + " maxlockage 7 width 0.1 pps offset -0.5 delay 0.25 stratum 3 precision 1e-7"
                    + " maxdispersion 0.01 filter 32 prefer trust require tai maxsamples 20"
                    + " maxunreach 9")
            .getFirst();
    assertThat(line)
        .isEqualTo(
            new RefclockLine(
                new Device.Pulses("/dev/pps1", true),
                "KPPS",
                "KPPS",
                new ReferenceClockOptions(
                    3, -1, true, 5, 7, 0.1, -0.5, 0.25, 3, 1e-7, 0.01, 32, true),
                new SelectionOptions(false, true, true, true),
                10,
                20,
                9));
    assertThat(line.isUnlockedPulse()).isFalse();
  }

  @Test
  void readsEveryDriver() {
    assertThat(
            lines(
                "refclock SHM 0:perm=0644",
                "refclock SOCK /run/chrony.ttyS0.sock",
                "refclock PHC /dev/ptp0",
                "refclock PHC eth0:nocrossts",
                "refclock PPS /dev/pps0"))
        .extracting(RefclockLine::device)
        .containsExactly(
            new Device.SharedMemory(0, 0644),
            new Device.Socket("/run/chrony.ttyS0.sock"),
            new Device.Hardware("/dev/ptp0", true),
            new Device.Hardware("eth0", false),
            new Device.Pulses("/dev/pps0", false));
  }

  @Test
  void namesClocksByDriverAndPlace() {
    String[] lines = new String[12];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = i % 2 == 0 ? "refclock SHM " + i : "refclock SOCK /s" + i;
    }
    assertThat(lines(lines))
        .extracting(RefclockLine::refid)
        .startsWith("SHM0", "SOC1", "SHM2")
        .endsWith("SOC9", "SH10", "SO11");
  }

  @Test
  void refusesTwoClocksOfOneName() {
    assertThat(problems("refclock SHM 0 refid GPS", "refclock SHM 1 refid GPS"))
        .singleElement()
        .asString()
        .contains("2:1: error: there are two reference clocks named 'GPS'");
  }

  @Test
  void refusesAUnitThatIsNone() {
    assertThat(problems("refclock SHM /dev/shm"))
        .singleElement()
        .asString()
        .contains("'/dev/shm' is not a shared memory unit");
    assertThat(problems("refclock SHM 0:perm=0688"))
        .singleElement()
        .asString()
        .contains("'0688' is not a file mode");
  }

  @Test
  void refusesANameThatIsNoReferenceId() {
    assertThat(problems("refclock SHM 0 refid \u00fc"))
        .singleElement()
        .asString()
        .contains("a reference ID cannot hold");
  }

  @Test
  void warnsOfALockToNothing() {
    assertThat(problems("refclock PPS /dev/pps0 lock NMEA"))
        .singleElement()
        .asString()
        .contains("warning: there is no reference clock named 'NMEA'");
    assertThat(problems("refclock PPS /dev/pps0 lock NMEA", "refclock SHM 0 refid NMEA")).isEmpty();
  }

  @Test
  void saysWhatItDoesNotSupport() {
    ConfigResult result =
        parse("refclock RTC /dev/rtc0", "refclock PHC /dev/ptp0:extpps", "refclock SHM 1 local");
    assertThat(result.hasErrors()).isFalse();
    assertThat(result.problems())
        .extracting(ConfigProblem::message)
        .containsExactly(
            "the driver RTC is not supported yet",
            "the PHC driver's option 'extpps' is not supported yet",
            "option 'local' has no effect yet");
    assertThat(result.config().sources().refclocks())
        .singleElement()
        .satisfies(line -> {
          assertThat(line.refid()).as("the place in the file counts").isEqualTo("SHM2");
          assertThat(line.selection().noselect()).isTrue();
        });
  }
}
