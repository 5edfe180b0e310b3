// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import dev.meantime.platform.HardwareClock;
import dev.meantime.platform.PulseClock;
import dev.meantime.platform.ReferenceClocks;
import dev.meantime.platform.SharedMemoryClock;
import dev.meantime.platform.SystemCallException;
import dev.meantime.platform.WallClock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What is plugged into a host: it outlives the daemon. Opening anything else fails as on a real
/// one.
public final class SimulatedReferenceClocks implements ReferenceClocks {

  private final Simulation simulation;
  private final BooleanSupplier awake;
  private final WallClock wall;
  private final Map<Integer, SimulatedReceiver> memories = new HashMap<>();
  private final Map<String, SimulatedReceiver> lines = new HashMap<>();
  private final Map<String, SimulatedHardwareClock> cards = new HashMap<>();

  SimulatedReferenceClocks(Simulation simulation, BooleanSupplier awake, WallClock wall) {
    this.simulation = simulation;
    this.awake = awake;
    this.wall = wall;
  }

  /// Plugs in a receiver whose messages end up in the shared memory of that unit.
  public SimulatedReceiver plugMemory(int unit, ClockNoise noise) {
    SimulatedReceiver receiver =
        new SimulatedReceiver(simulation, awake, wall, noise, "SHM " + unit);
    memories.put(unit, receiver);
    return receiver;
  }

  /// Plugs in a receiver that pulses at that device.
  public SimulatedReceiver plugPulses(String device, ClockNoise noise) {
    SimulatedReceiver receiver = new SimulatedReceiver(simulation, awake, wall, noise, device);
    lines.put(device, receiver);
    return receiver;
  }

  /// Plugs in a card with a clock.
  ///
  /// @param ahead of true time, seconds
  public SimulatedHardwareClock plugCard(String device, double ahead) {
    SimulatedHardwareClock card = new SimulatedHardwareClock(simulation, wall, ahead, device);
    cards.put(device, card);
    return card;
  }

  @Override
  public SharedMemoryClock sharedMemory(int unit, int mode) throws SystemCallException {
    return found(memories.get(unit), "shmget").memory();
  }

  @Override
  public HardwareClock hardwareClock(String device, boolean latched) throws SystemCallException {
    return found(cards.get(device), "open(" + device + ")");
  }

  @Override
  public PulseClock pulses(String device, PulseClock.Edge edge) throws SystemCallException {
    return found(lines.get(device), "open(" + device + ")").line();
  }

  private static <T> T found(@Nullable T clock, String call) throws SystemCallException {
    if (clock == null) {
      throw new SystemCallException(call, "ENOENT", "No such file or directory");
    }
    return clock;
  }
}
