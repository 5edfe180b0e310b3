// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `hwtimestamp` where no card can stamp packets, as here.
class HardwareTimestampsTest {

  @TempDir Path directory;

  private Program.Finished run(String line) {
    Path file =
        Peers.write(
            directory.resolve("chrony.conf"),
            "pidfile " + directory.resolve("meantime.pid"),
            "cmdport 0",
            "bindcmdaddress /",
            "port 0",
            line);
    return Peers.meantimeToEnd(
        directory, "run", "-x", "-d", "-U", "-t", "1", "-f", file.toString());
  }

  @Test
  void anInterfaceByNameRefusesTheStartInOneSentence() {
    Program.Finished ended = run("hwtimestamp lo");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.output().lines().toList())
        .last()
        .asString()
        .endsWith(
            "Could not enable HW timestamping on lo: its driver cannot stamp packets by a hardware"
                + " clock");
    assertThat(Files.exists(directory.resolve("meantime.pid"))).isFalse();
  }

  @Test
  void allInterfacesStartInSilence() {
    Program.Finished ended = run("hwtimestamp *");
    assertThat(ended.output()).contains("Timeout reached").doesNotContain("HW", "hwtimestamp");
  }
}
