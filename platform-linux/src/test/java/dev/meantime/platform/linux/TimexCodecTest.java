// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.platform.KernelClockState;
import dev.meantime.platform.KernelClockStatus;
import dev.meantime.platform.KernelClockStatus.LeapSecond;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The numbers here are `struct timex`'s offsets and `linux/timex.h`'s constants, written out.
final class TimexCodecTest {

  private final MemorySegment timex = TimexCodec.allocate(Arena.ofAuto());

  @BeforeEach
  void fillWithRubbish() {
    timex.fill((byte) 0xA5);
  }

  @Test
  void readingChangesNothing() {
    TimexCodec.encodeRead(timex);
    assertThat(words()).isEmpty();
  }

  @Test
  void stepForward() {
    TimexCodec.encodeStep(timex, 1.25);
    assertThat(words()).isEqualTo(map(0, 0x2100, 72, 1, 80, 250_000_000));
  }

  @Test
  void stepBackHasAPositiveFraction() {
    TimexCodec.encodeStep(timex, -0.25);
    assertThat(words()).isEqualTo(map(0, 0x2100, 72, -1, 80, 750_000_000));
    TimexCodec.encodeStep(timex, -3);
    assertThat(words()).isEqualTo(map(0, 0x2100, 72, -3));
    TimexCodec.encodeStep(timex, -1e-10);
    assertThat(words()).isEqualTo(map(0, 0x2100));
  }

  @Test
  void frequency() {
    TimexCodec.encodeFrequency(timex, new FrequencySetting(10_001, -65_536));
    assertThat(words()).isEqualTo(map(0, 0x4002, 16, -65_536, 88, 10_001));
  }

  @Test
  void statusInMicroseconds() {
    TimexCodec.encodeStatus(timex, new KernelClockStatus(true, 0.5, 0.25, LeapSecond.INSERT));
    assertThat(words()).isEqualTo(map(0, 0x1C, 24, 500_000, 32, 250_000, 40, 0x10));
    TimexCodec.encodeStatus(timex, new KernelClockStatus(false, 1, 0, LeapSecond.DELETE));
    assertThat(words()).isEqualTo(map(0, 0x1C, 24, 1_000_000, 40, 0x60));
  }

  @Test
  void errorsBeyondSixteenSecondsMeanUnsynchronised() {
    for (double error : new double[] {16, 1e30, Double.POSITIVE_INFINITY, Double.NaN}) {
      TimexCodec.encodeStatus(timex, new KernelClockStatus(true, error, error, LeapSecond.NONE));
      assertThat(words()).isEqualTo(map(0, 0x1C, 24, 16_000_000, 32, 16_000_000, 40, 0x40));
    }
  }

  @Test
  void endingWhatOthersSlew() {
    TimexCodec.encodeCancelAdjtime(timex);
    assertThat(words()).isEqualTo(map(0, 0x8001));
    TimexCodec.encodeCancelLoop(timex);
    assertThat(words()).isEqualTo(map(0, 0x11, 40, 0x1));
    TimexCodec.encodeUnsynchronised(timex);
    assertThat(words()).isEqualTo(map(0, 0x10, 40, 0x40));
  }

  @Test
  void readsTheKernelsAnswer() {
    timex.fill((byte) 0);
    timex.set(ValueLayout.JAVA_LONG, 16, 65_536 * 3);
    timex.set(ValueLayout.JAVA_LONG, 24, 1_500_000);
    timex.set(ValueLayout.JAVA_LONG, 32, 2_000);
    timex.set(ValueLayout.JAVA_INT, 40, 0x2020);
    timex.set(ValueLayout.JAVA_LONG, 88, 9_999);
    timex.set(ValueLayout.JAVA_INT, 160, 37);
    KernelClockState state = TimexCodec.decode(timex, 100);
    assertThat(state.frequency()).isCloseTo(-97e-6, within(1e-18));
    assertThat(state.status())
        .isEqualTo(new KernelClockStatus(true, 1.5, 0.002, LeapSecond.DELETE));
    assertThat(state.tai()).isEqualTo(37);
  }

  /// All words that are not zero, by offset. `int`s are followed by padding.
  private Map<Integer, Long> words() {
    Map<Integer, Long> words = new TreeMap<>();
    for (int offset = 0; offset < 208; offset += 8) {
      long word = timex.get(ValueLayout.JAVA_LONG, offset);
      if (word != 0) {
        words.put(offset, word);
      }
    }
    return words;
  }

  private static Map<Integer, Long> map(long... offsetsAndWords) {
    Map<Integer, Long> map = new TreeMap<>();
    for (int i = 0; i < offsetsAndWords.length; i += 2) {
      map.put((int) offsetsAndWords[i], offsetsAndWords[i + 1]);
    }
    return map;
  }
}
