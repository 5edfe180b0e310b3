// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.platform.SharedMemoryClock.Poll;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharedMemorySampleTest {

  @Test
  void noticesThatItWasWrittenMeanwhileInModeOneOnly() {
    ByteBuffer copy = ByteBuffer.allocate(96).order(ByteOrder.nativeOrder());
    copy.putInt(0, 1).putInt(4, 41);
    MemorySegment segment = MemorySegment.ofBuffer(copy);
    assertThat(SharedMemorySample.decode(segment, 42))
        .isEqualTo(new Poll.Unusable("it was written while it was read"));
    assertThat(SharedMemorySample.decode(segment, 41)).isEqualTo(new Poll.Reading(0, 0, 0, 0));
    copy.putInt(0, 0);
    assertThat(SharedMemorySample.decode(segment, 42)).isEqualTo(new Poll.Reading(0, 0, 0, 0));
  }

  /// In place of Jazzer, which needs native access that the tests of this module must not have.
  @Test
  void everyRandomSegmentIsReadOrRefused() {
    long seed = 20_261_125;
    Random random = new Random(seed);
    int good = 0;
    for (int i = 0; i < 100_000; i++) {
      ByteBuffer data = ByteBuffer.allocate(96).order(ByteOrder.nativeOrder());
      random.nextBytes(data.array());
      data.putInt(0, random.nextInt(3) - 1);
      if (random.nextInt(4) > 0) {
        data.putLong(8, random.nextLong(10_000_000_000L));
        data.putLong(24, random.nextLong(10_000_000_000L));
      }
      data.putInt(16, random.nextInt(1_100_000)).putInt(32, random.nextInt(1_100_000));
      good += check(data.array());
    }
    assertThat(good).as("seed %d", seed).isBetween(1000, 99_000);
  }

  private static int check(byte[] data) {
    return switch (SharedMemorySample.decode(MemorySegment.ofArray(data), 0)) {
      case Poll.Nothing() -> throw new AssertionError("a valid segment holds something");
      case Poll.Unusable(String reason) -> {
        assertThat(reason).isNotEmpty();
        yield 0;
      }
      case Poll.Reading(long clock, long wall, int _, int _) -> {
        assertThat(clock).isNotNegative();
        assertThat(wall).isNotNegative();
        yield 1;
      }
    };
  }
}
