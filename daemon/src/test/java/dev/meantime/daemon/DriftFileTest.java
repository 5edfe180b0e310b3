// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meantime.engine.discipline.Drift;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftFileTest {

  private static final String OLD = "           -12.500000             0.020000\n";
  private static final long NOW = 1_780_272_000_123_000_000L;
  private static final Drift DRIFT = new Drift(33.25e-6, 0.5e-6);
  private static final String NEW = "          -33.250000             0.500000\n";

  /// A disk that fails after so many octets and steps: the power went.
  private record FailingDisk(int octets, boolean renames) implements Disk {
    @Override
    public void write(Path path, byte[] content) throws IOException {
      if (octets < content.length) {
        Files.write(path, Arrays.copyOf(content, octets));
        throw new IOException("power failure");
      }
      Disk.REAL.write(path, content);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      if (!renames) {
        throw new IOException("power failure");
      }
      Disk.REAL.rename(from, to);
      throw new IOException("power failure");
    }
  }

  @Test
  void readsWhatItWrites(@TempDir Path directory) throws IOException {
    DriftFile file = new DriftFile(directory.resolve("drift"), Disk.REAL);
    file.write(DRIFT, NOW);

    assertThat(directory.resolve("drift")).hasContent(NEW);
    assertThat(file.read()).isEqualTo(new DriftFile.Content.Found(DRIFT));
    assertThat(file.modifiedNanos()).hasValue(NOW);
    assertThat(directory.toFile().list()).containsExactly("drift");
  }

  @Test
  void holdsTheOldOrTheNewContentAfterFailureAtAnyMoment(@TempDir Path directory)
      throws IOException {
    Path path = directory.resolve("drift");
    int length = NEW.length();
    for (int octets = 0; octets <= length; octets++) {
      for (boolean renames : new boolean[] {false, true}) {
        Files.writeString(path, OLD);
        DriftFile file = new DriftFile(path, new FailingDisk(octets, renames));

        assertThatThrownBy(() -> file.write(DRIFT, NOW)).isInstanceOf(IOException.class);

        boolean replaced = octets == length && renames;
        assertThat(path).hasContent(replaced ? NEW : OLD);
        assertThat(file.read()).isInstanceOf(DriftFile.Content.Found.class);
      }
    }
  }

  @Test
  void overwritesWhatAnEarlierFailureLeftBehind(@TempDir Path directory) throws IOException {
    Path path = directory.resolve("drift");
    Files.writeString(directory.resolve("drift.tmp"), "a long line of rubbish that is left over\n");
    new DriftFile(path, Disk.REAL).write(DRIFT, NOW);

    assertThat(path).hasContent(NEW);
  }

  @Test
  void tellsWhyItIsOfNoUse(@TempDir Path directory) throws IOException {
    Path path = directory.resolve("drift");
    DriftFile file = new DriftFile(path, Disk.REAL);
    assertThat(file.read()).isEqualTo(new DriftFile.Content.Missing());
    for (String content : new String[] {"", "1.5", "a b", "nan 1", "1 inf", "1 -1"}) {
      Files.writeString(path, content);
      assertThat(file.read()).as(content).isInstanceOf(DriftFile.Content.Unusable.class);
    }
  }
}
