// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.KernelClock;
import dev.meantime.platform.KernelClockStatus;
import dev.meantime.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The child process of {@link LinuxKernelClockTest}: tries everything that changes the clock, but
/// only after the kernel has said that this process cannot.
final class UnprivilegedClock {

  private static final long CAP_SYS_TIME = 1L << 25;

  private UnprivilegedClock() {}

  private interface Change {
    void perform() throws IOException;
  }

  public static void main(String[] arguments) throws IOException {
    if (mayChangeTheClock()) {
      System.out.println("this process has CAP_SYS_TIME: nothing is tried");
      System.exit(3);
    }
    try (Platform platform = new LinuxPlatform()) {
      KernelClock clock = platform.kernelClock();
      System.out.println(clock.control());
      attempt("read", clock::read);
      attempt("setFrequency", () -> clock.setFrequency(0));
      attempt(
          "setStatus",
          () ->
              clock.setStatus(
                  new KernelClockStatus(false, 16, 16, KernelClockStatus.LeapSecond.NONE)));
      attempt("step", () -> platform.wallClock().step(0));
    }
  }

  /// Read apart from the code under test. In doubt, it may.
  private static boolean mayChangeTheClock() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("CapEff:")) {
        return (Long.parseUnsignedLong(line.substring(7).strip(), 16) & CAP_SYS_TIME) != 0;
      }
    }
    return true;
  }

  private static void attempt(String name, Change change) {
    try {
      change.perform();
      System.out.println(name);
    } catch (IOException e) {
      System.out.println(name + ": " + e.getMessage());
    }
  }
}
