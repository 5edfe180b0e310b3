// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.HardwareTimestamping;
import dev.meantime.engine.ClockAdjustment;
import dev.meantime.platform.HardwareTimestamps;
import dev.meantime.platform.HardwareTimestamps.ReceiveFilter;
import dev.meantime.platform.Platform;
import dev.meantime.platform.StampingCard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `hwtimestamp`: the network cards that stamp packets, enabled before the first socket is opened,
/// and their clocks, followed while the daemon runs. Confined to the loop.
final class HardwareStamping implements Timekeeper.Listener, Timekeeper.RateListener {

  /// Whether the daemon may start.
  sealed interface Opening {
    /// It may.
    record Opened(HardwareStamping stamping) implements Opening {}

    /// An interface that was asked for by its name does not stamp packets.
    record Refused(String reason) implements Opening {}
  }

  private final Platform platform;
  private final EventLog log;
  private final List<StampedCard> cards = new ArrayList<>();

  private HardwareStamping(Platform platform, EventLog log) {
    this.platform = platform;
    this.log = log;
  }

  /// Enables what the lines ask for.
  static Opening open(Platform platform, List<HardwareTimestamping> lines, EventLog log) {
    HardwareStamping stamping = new HardwareStamping(platform, log);
    Optional<HardwareTimestamping> any = Optional.empty();
    for (HardwareTimestamping line : lines) {
      if (line.device().equals(HardwareTimestamping.ANY)) {
        any = any.or(() -> Optional.of(line));
        continue;
      }
      try {
        stamping.enable(line, line.device());
      } catch (IOException e) {
        stamping.close();
        return new Opening.Refused(
            "Could not enable HW timestamping on " + line.device() + ": " + Problem.reason(e));
      }
    }
    any.ifPresent(stamping::enableAny);
    return new Opening.Opened(stamping);
  }

  private void enableAny(HardwareTimestamping line) {
    List<String> devices;
    try {
      devices = platform.hardwareTimestamps().devices();
    } catch (IOException e) {
      log.warn("hwtimestamp *: the network interfaces are not known: " + Problem.reason(e));
      return;
    }
    for (String device : devices) {
      try {
        enable(line, device);
      } catch (IOException e) {
        // As is to be expected of most.
        log.debug("No HW timestamping on " + device + ": " + Problem.reason(e));
      }
    }
  }

  private void enable(HardwareTimestamping line, String device) throws IOException {
    if (cards.stream().anyMatch(card -> card.device().equals(device))) {
      return;
    }
    StampingCard card =
        platform
            .hardwareTimestamps()
            .enable(
                new HardwareTimestamps.Request(
                    device,
                    filter(line.filter()),
                    line.crossTimestamps(),
                    line.transmitCompensation(),
                    line.receiveCompensation()));
    cards.add(new StampedCard(card, line, platform.timers(), platform.monotonicClock(), log));
    log.info("Enabled HW timestamping " + (card.receives() ? "" : "(TX only) ") + "on " + device);
  }

  private static ReceiveFilter filter(Optional<HardwareTimestamping.Filter> wanted) {
    return wanted
        .map(filter ->
            switch (filter) {
              case ALL -> ReceiveFilter.ALL;
              case NTP -> ReceiveFilter.NTP;
              case PTP -> ReceiveFilter.PTP;
              case NONE -> ReceiveFilter.NONE;
            })
        .orElse(ReceiveFilter.AUTOMATIC);
  }

  /// Begins to read the cards' clocks.
  void follow(Timekeeper timekeeper) {
    if (!cards.isEmpty()) {
      timekeeper.addListener(this);
      timekeeper.addRateListener(this);
      cards.forEach(StampedCard::follow);
    }
  }

  void close() {
    cards.forEach(StampedCard::close);
    cards.clear();
  }

  @Override
  public void onRateChange(long wallNanos, double factor) {
    cards.forEach(card -> card.onRateChange(wallNanos, factor));
  }

  @Override
  public void onClockAdjusted(ClockAdjustment adjustment) {
    switch (adjustment.kind()) {
      case SLEW -> {}
      case STEP, UNKNOWN_STEP -> cards.forEach(StampedCard::forget);
    }
  }

  @Override
  public void onDispersion(double seconds) {}
}
