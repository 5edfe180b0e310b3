// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

  @TempDir Path directory;

  private final List<String> warnings = new ArrayList<>();

  private LogFile log(Path where, int banner) {
    return new LogFile(where, StatusLog.TRACKING, banner, warnings::add);
  }

  private List<String> written() throws IOException {
    return Files.readAllLines(directory.resolve("tracking.log"));
  }

  @Test
  void opensAtTheFirstLineAndWritesAtOnce() throws IOException {
    try (LogFile log = log(directory, 0)) {
      assertThat(directory.resolve("tracking.log")).doesNotExist();
      log.write("a");
      assertThat(written()).containsExactly("a");
      log.write("b");
      assertThat(written()).containsExactly("a", "b");
    }
    assertThat(Files.getPosixFilePermissions(directory.resolve("tracking.log")))
        .contains(PosixFilePermission.OWNER_WRITE)
        .doesNotContain(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
  }

  @Test
  void writesTheHeadingBeforeEverySoManyLines() throws IOException {
    try (LogFile log = log(directory, 2)) {
      log.write("a");
      log.write("b");
      log.write("c");
    }
    String rule = "=".repeat(StatusLog.TRACKING.header().length());
    String header = StatusLog.TRACKING.header();
    assertThat(written()).containsExactly(rule, header, rule, "a", "b", rule, header, rule, "c");
  }

  @Test
  void addsToWhatIsThereAndStartsANewFileAfterARename() throws IOException {
    Files.writeString(directory.resolve("tracking.log"), "old\n");
    try (LogFile log = log(directory, 0)) {
      log.write("a");
      assertThat(written()).containsExactly("old", "a");
      Files.move(directory.resolve("tracking.log"), directory.resolve("tracking.log.1"));
      log.reopen();
      log.write("b");
      assertThat(written()).containsExactly("b");
    }
  }

  @Test
  void aMissingDirectoryIsOneWarning() throws IOException {
    Path later = directory.resolve("later");
    try (LogFile log = log(later, 0)) {
      log.write("a");
      log.write("b");
      assertThat(warnings).hasSize(1).first().asString().contains(later + "/tracking.log");
      Files.createDirectory(later);
      log.write("c");
      assertThat(Files.readAllLines(later.resolve("tracking.log"))).containsExactly("c");
    }
    assertThat(warnings).hasSize(1);
  }

  @Test
  void aFullDiskIsOneWarning() throws IOException {
    Files.createSymbolicLink(directory.resolve("tracking.log"), Path.of("/dev/full"));
    try (LogFile log = log(directory, 0)) {
      log.write("a");
      log.write("b");
    }
    assertThat(warnings).hasSize(1).first().asString().contains("No space left on device");
  }
}
