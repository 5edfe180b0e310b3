// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DriftDiskTest {

  private static final Path FILE = Path.of(DriftDisk.DRIFT_FILE);

  @Test
  void holdsADriftFileAsChronyWritesIt() throws IOException {
    DriftDisk disk = new DriftDisk(new KnownDrift(-40e-6, 0.5e-6), 7);

    assertThat(new String(disk.read(FILE), StandardCharsets.US_ASCII))
        .isEqualTo("          -40.000000             0.500000\n");
    assertThat(disk.modifiedNanos(FILE)).isEqualTo(7);
  }

  @Test
  void isEmptyWhenNothingIsKnown() {
    DriftDisk disk = new DriftDisk(KnownDrift.NONE, 7);

    assertThatThrownBy(() -> disk.read(FILE)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk.modifiedNanos(FILE)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk.setModifiedNanos(FILE, 1))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk.rename(FILE, FILE)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void replacesAFileAndTouchesNoneOfTheMachine() throws IOException {
    DriftDisk disk = new DriftDisk(new KnownDrift(1e-6, 1e-6), 7);
    Path beside = FILE.resolveSibling("drift.tmp");
    disk.write(beside, new byte[] {1, 2});
    disk.rename(beside, FILE);
    disk.setModifiedNanos(FILE, 9);

    assertThat(disk.read(FILE)).containsExactly(1, 2);
    assertThat(disk.modifiedNanos(FILE)).isEqualTo(9);
    assertThatThrownBy(() -> disk.read(beside)).isInstanceOf(NoSuchFileException.class);
    assertThat(beside).doesNotExist();
  }

  @Test
  void refusesWhatNoDriftFileCanSay() {
    for (double[] wrong :
        new double[][] {{1, 0}, {Double.NaN, 0}, {0, -1}, {0, 2}, {0, Double.NaN}}) {
      assertThatThrownBy(() -> new KnownDrift(wrong[0], wrong[1]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
