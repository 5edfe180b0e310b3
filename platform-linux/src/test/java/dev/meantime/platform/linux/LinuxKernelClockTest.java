// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.platform.KernelClockState;
import dev.meantime.platform.Platform;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reads the clock of this machine and never changes it: what would change it is tried only in a
/// child process that has lost the privilege.
final class LinuxKernelClockTest {

  @TempDir private Path directory;

  @Test
  void readsWhatTheCLibraryReads() throws IOException, InterruptedException {
    KernelClockState state = open().read();
    List<String> lines =
        CProgram.run(
            directory,
            List.of(
                "struct timex t = {0};",
                "if (clock_adjtime(CLOCK_REALTIME, &t) < 0) return 1;",
                "printf(\"%.12g\\n\", ((t.tick - 10000) * 100 + t.freq / 65536.0) * 1e-6);",
                "printf(\"%d\\n\", !(t.status & STA_UNSYNC));",
                "printf(\"%d\\n\", t.tai);",
                "printf(\"%.6f\\n\", t.esterror * 1e-6);"));
    assertThat(state.frequency()).isCloseTo(Double.parseDouble(lines.get(0)), within(1e-12));
    assertThat(state.status().synchronised()).isEqualTo(lines.get(1).equals("1"));
    assertThat(state.tai()).isEqualTo(Integer.parseInt(lines.get(2)));
    assertThat(state.status().estimatedError())
        .isCloseTo(Double.parseDouble(lines.get(3)), within(1e-9));
  }

  @Test
  void takesFrequenciesUpToATenth() throws IOException {
    assertThat(open().maximumFrequency()).isEqualTo(0.1);
  }

  @Test
  void withoutThePrivilegeEveryChangeIsRefusedByName() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (Files.readAllLines(Path.of("/proc/self/status")).stream()
        .anyMatch(line -> line.matches("Uid:\\s+0\\s.*"))) {
      command.addAll(
          List.of(
              "setpriv",
              "--reuid=65534",
              "--regid=65534",
              "--clear-groups",
              "--bounding-set=-sys_time",
              "--inh-caps=-sys_time"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath(),
            UnprivilegedClock.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output)
        .isEqualTo(
            """
            Denied[reason=no CAP_SYS_TIME]
            read
            setFrequency: clock_adjtime failed: EPERM
            setStatus: clock_adjtime failed: EPERM
            step: clock_adjtime failed: EPERM
            """);
    assertThat(process.waitFor()).isZero();
  }

  private static String classPath() {
    return Stream.of(LinuxPlatform.class, UnprivilegedClock.class, Platform.class)
        .map(member -> member.getProtectionDomain().getCodeSource().getLocation().getPath())
        .distinct()
        .collect(Collectors.joining(":"));
  }

  private static LinuxKernelClock open() throws IOException {
    Arena arena = Arena.ofAuto();
    return new LinuxKernelClock(new ClockCalls(arena), arena);
  }
}
