// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealTimeClockTest {

  @TempDir Path classes;

  @Test
  void readsTheClockThatTheDeviceNames() throws IOException {
    write("rtc0", "1795384000\n");
    write("rtc1", "1795385000\n");
    assertThat(RealTimeClock.read(classes, "/dev/rtc")).hasValue(1_795_384_000L);
    assertThat(RealTimeClock.read(classes, "/dev/rtc0")).hasValue(1_795_384_000L);
    assertThat(RealTimeClock.read(classes, "/dev/rtc1")).hasValue(1_795_385_000L);
  }

  @Test
  void hasNoReadingWithoutAClockOrOfADamagedOne() throws IOException {
    assertThat(RealTimeClock.read(classes, "/dev/rtc")).isEmpty();
    write("rtc0", "soon\n");
    assertThat(RealTimeClock.read(classes, "/dev/rtc")).isEmpty();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(Files.createDirectories(classes.resolve(name)).resolve("since_epoch"), text);
  }
}
