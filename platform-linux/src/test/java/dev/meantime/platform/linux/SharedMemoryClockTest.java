// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meantime.platform.SharedMemoryClock;
import dev.meantime.platform.SharedMemoryClock.Poll;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A C program writes to the segment as gpsd does, and sees what we make of it.
final class SharedMemoryClockTest {

  /// Nobody has that many receivers; the process's number keeps parallel runs apart.
  private final int unit = 1000 + (int) (ProcessHandle.current().pid() % 10_000);

  @TempDir private Path directory;

  private List<String> c(String... statements) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    all.add(DeviceAbiTest.SHM_TIME);
    all.add("int id = shmget(0x4e545030 + " + unit + ", sizeof(struct shmTime), 0);");
    all.add("if (id < 0) { puts(\"none\"); return 0; }");
    all.add("struct shmTime *t = shmat(id, 0, 0);");
    all.addAll(List.of(statements));
    return CProgram.run(directory, all);
  }

  @AfterEach
  void leaveNothingBehind() throws IOException, InterruptedException {
    c("shmctl(id, IPC_RMID, 0);");
    assertThat(c()).containsExactly("none");
  }

  private SharedMemoryClock open() throws IOException {
    return LinuxSharedMemoryClock.open(new DeviceCalls(Arena.ofAuto()), unit, 0600);
  }

  @Test
  void takesWhatACProgramLeavesThere() throws IOException, InterruptedException {
    try (SharedMemoryClock clock = open()) {
      assertThat(clock.poll()).isEqualTo(new Poll.Nothing());
      c(
          "t->mode = 1; t->count = 12; t->leap = 2; t->precision = -20;",
          "t->clockSec = 1780272001; t->clockUSec = 500000; t->clockNSec = 500000321;",
          "t->recvSec = 1780272002; t->recvUSec = 123456; t->recvNSec = 123456789;",
          "t->valid = 1;");
      assertThat(clock.poll())
          .isEqualTo(
              new Poll.Reading(1_780_272_001_500_000_321L, 1_780_272_002_123_456_789L, 2, -20));
      assertThat(clock.poll()).isEqualTo(new Poll.Nothing());
      assertThat(c("printf(\"%d %d\\n\", t->valid, t->count);")).containsExactly("0 12");
    }
  }

  @Test
  void createsTheSegmentWithItsMode() throws IOException, InterruptedException {
    open().close();
    assertThat(
            c(
                "struct shmid_ds d; shmctl(id, IPC_STAT, &d);",
                "printf(\"%o %d %d\\n\", d.shm_perm.mode & 0777, (int) d.shm_segsz,",
                "(int) d.shm_nattch);"))
        .as("mode, size, and that only the C program itself is attached any more")
        .containsExactly("600 96 1");
  }

  @Test
  void takesMicrosecondsFromWritersThatKnowNoNanoseconds() throws Exception {
    try (SharedMemoryClock clock = open()) {
      c(
          "t->clockSec = 1; t->clockUSec = 7; t->clockNSec = 99;",
          "t->recvSec = 2; t->recvUSec = 8; t->recvNSec = 0xffffffff; t->valid = 1;");
      assertThat(clock.poll()).isEqualTo(new Poll.Reading(1_000_007_000L, 2_000_008_000L, 0, 0));
    }
  }

  @Test
  void saysWhyASampleIsOfNoUse() throws Exception {
    try (SharedMemoryClock clock = open()) {
      c("t->mode = 5; t->valid = 1;");
      assertThat(clock.poll()).isEqualTo(new Poll.Unusable("its mode 5 is not known"));
      c("t->mode = 0; t->clockUSec = 1000000; t->valid = 1;");
      assertThat(clock.poll()).isEqualTo(new Poll.Unusable("its time is out of range"));
      c("t->clockUSec = 0; t->recvSec = -1; t->valid = 1;");
      assertThat(clock.poll()).isEqualTo(new Poll.Unusable("its time is out of range"));
      c("t->recvSec = 0x7fffffffffffffff; t->valid = 1;");
      assertThat(clock.poll()).isEqualTo(new Poll.Unusable("its time is out of range"));
    }
  }

  @Test
  void refusesASegmentOfAnotherSize() throws Exception {
    CProgram.run(
        directory, List.of("return shmget(0x4e545030 + " + unit + ", 16, IPC_CREAT | 0600) < 0;"));
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessage("shmget: EINVAL (Invalid argument)");
    // What is looked up with a smaller size can be removed as well.
    CProgram.run(
        directory,
        List.of("return shmctl(shmget(0x4e545030 + " + unit + ", 16, 0), IPC_RMID, 0) < 0;"));
  }

  @Test
  void closingTwiceDoesNothingAndPollingThenFindsNothing() throws IOException {
    SharedMemoryClock clock = open();
    clock.close();
    clock.close();
    assertThat(clock.poll()).isEqualTo(new Poll.Nothing());
  }
}
