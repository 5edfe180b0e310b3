// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import dev.meantime.platform.HardwareClock;
import dev.meantime.platform.WallClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A hardware clock that shows true time plus a constant and knows of no leap second, as one that
/// shows TAI. Reading it takes at least 300 ns each way and on the average 200 ns more,
/// independently.
public final class SimulatedHardwareClock implements HardwareClock {

  private static final double BASE = 300;
  private static final double EXCESS = 200;
  private static final long INTERVAL = 5000;

  private final Simulation simulation;
  private final WallClock wall;
  private final RandomGenerator random;
  private final double ahead;
  private boolean broken;

  /// @param ahead of true time, seconds: 37 where it shows TAI
  SimulatedHardwareClock(Simulation simulation, WallClock wall, double ahead, String name) {
    this.simulation = simulation;
    this.wall = wall;
    this.ahead = ahead;
    this.random = simulation.random("hardware clock " + name);
  }

  /// Makes every reading fail, or succeed again.
  public SimulatedHardwareClock broken(boolean whether) {
    broken = whether;
    return this;
  }

  /// The last reading ends now.
  @Override
  public List<Reading> read(int count) throws IOException {
    if (broken) {
      throw new IOException("ioctl(PTP_SYS_OFFSET_EXTENDED): EIO (Input/output error)");
    }
    long wallNanos = wall.nowNanos();
    long clockMinusWall = simulation.trueNanos() + Math.round(ahead * 1e9) - wallNanos;
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long before = wallNanos - (count - i) * INTERVAL;
      long there = before + delay();
      readings.add(new Reading(before, there + clockMinusWall, there + delay()));
    }
    return readings;
  }

  private long delay() {
    return Math.min(INTERVAL / 2, Math.round(BASE + EXCESS * -Math.log1p(-random.nextDouble())));
  }

  @Override
  public void close() {}
}
