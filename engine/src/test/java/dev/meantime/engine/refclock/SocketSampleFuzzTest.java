// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.refclock;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SocketSampleFuzzTest {

  private static final byte[] MAGIC = {0x4b, 0x43, 0x4f, 0x53};

  /// Runs the corpus beside it by default; `JAZZER_FUZZ=1` searches for more.
  @FuzzTest
  void everyDatagramIsReadOrRefused(byte[] data) {
    check(data);
  }

  @Test
  void everyRandomDatagramIsReadOrRefused() {
    long seed = 20_261_124;
    Random random = new Random(seed);
    int valid = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] data = new byte[random.nextInt(4) == 0 ? random.nextInt(60) : 40];
      random.nextBytes(data);
      if (data.length == 40) {
        System.arraycopy(MAGIC, 0, data, 36, 4);
        // Times that may be right.
        java.util.Arrays.fill(data, 4, 8, (byte) 0);
        java.util.Arrays.fill(data, 10, 16, (byte) 0);
      }
      valid += check(data);
    }
    assertThat(valid).as("seed %d", seed).isGreaterThan(1000);
  }

  private static int check(byte[] data) {
    return switch (SocketSample.decode(data, java.nio.ByteOrder.LITTLE_ENDIAN)) {
      case SocketSample.Decoded.Malformed(String reason) -> {
        assertThat(reason).isNotEmpty();
        yield 0;
      }
      case SocketSample.Decoded.Valid(SocketSample sample) -> {
        assertThat(sample.wallNanos()).isNotNegative();
        assertThat(sample.offset()).isFinite();
        yield 1;
      }
    };
  }
}
