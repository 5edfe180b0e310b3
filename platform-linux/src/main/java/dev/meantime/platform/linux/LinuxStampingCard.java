// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.HardwareClock;
import dev.meantime.platform.HardwareTimestamps;
import dev.meantime.platform.StampingCard;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// One network card: makes of its timestamps what the wall clock showed. The loop replaces the
/// conversion, any thread may convert; no conversion makes an object.
final class LinuxStampingCard implements StampingCard {

  /// No timestamp.
  static final long NONE = 0;

  /// Nothing is gained by a timestamp less certain than this, seconds: the kernel's is better.
  private static final double USELESS = 1e-4;

  /// A packet arrives at the card before the kernel has it, and leaves the card after. What a
  /// timestamp may be on the wrong side of the kernel's, beyond the conversion's bound.
  private static final long CLOSE_NANOS = 1_000_000;

  /// On the right side: between the two are queues, interrupts held back and busy processors.
  private static final long FAR_NANOS = 100_000_000;

  /// Octets that follow a frame and that nobody counts: the check sequence.
  private static final int TRAILER = 4;

  private static final int BITS_PER_OCTET = 8;

  /// Of a link whose speed is not known, Mbit/s.
  private static final int USUAL_SPEED = 1000;

  /// Has no conversion.
  private static final Conversion UNKNOWN =
      new Conversion() {
        @Override
        public long wallNanos(long clockNanos) {
          return NONE;
        }

        @Override
        public double bound(long clockNanos) {
          return Double.POSITIVE_INFINITY;
        }
      };

  private final String device;
  private final int index;
  private final boolean receives;
  private final HardwareClock clock;
  private final LinkDriver driver;
  private final Consumer<LinuxStampingCard> onClose;
  private final long transmitNanos;
  private final long receiveNanos;
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong transmitted = new AtomicLong();
  private final AtomicLong unconvertible = new AtomicLong();
  private final AtomicLong implausible = new AtomicLong();
  private volatile Conversion conversion = UNKNOWN;
  private volatile int speed = USUAL_SPEED;

  LinuxStampingCard(
      HardwareTimestamps.Request request,
      int index,
      boolean receives,
      HardwareClock clock,
      LinkDriver driver,
      Consumer<LinuxStampingCard> onClose) {
    this.device = request.device();
    this.index = index;
    this.receives = receives;
    this.clock = clock;
    this.driver = driver;
    this.onClose = onClose;
    this.transmitNanos = Math.round(request.transmitCompensation() * 1e9);
    this.receiveNanos = Math.round(request.receiveCompensation() * 1e9);
  }

  int index() {
    return index;
  }

  /// When the last bit of a packet had arrived, by the wall clock; {@link #NONE} when the card's
  /// timestamp is of no use. The card stamps the frame's beginning; at its end, a packet costs the
  /// same time on a slow link in either direction.
  ///
  /// @param clockNanos the card's timestamp
  /// @param frameOctets of the frame, without its check sequence
  /// @param kernelNanos the kernel's timestamp, or at least the daemon's
  long received(long clockNanos, int frameOctets, long kernelNanos) {
    long duration = 1000L * BITS_PER_OCTET * (frameOctets + TRAILER) / speed;
    long wall = convert(clockNanos, kernelNanos, FAR_NANOS, CLOSE_NANOS);
    if (wall == NONE) {
      return NONE;
    }
    received.incrementAndGet();
    return wall + duration - receiveNanos;
  }

  /// When the first bit of a packet left, by the wall clock; {@link #NONE} when the card's
  /// timestamp is of no use.
  ///
  /// @param kernelNanos the kernel's timestamp, or at least the daemon's
  long transmitted(long clockNanos, long kernelNanos) {
    long wall = convert(clockNanos, kernelNanos, CLOSE_NANOS, FAR_NANOS);
    if (wall == NONE) {
      return NONE;
    }
    transmitted.incrementAndGet();
    return wall + transmitNanos;
  }

  /// What a converted timestamp may be wrong by, seconds.
  double bound(long clockNanos) {
    return conversion.bound(clockNanos);
  }

  private long convert(long clockNanos, long kernelNanos, long before, long after) {
    Conversion current = conversion;
    double bound = current.bound(clockNanos);
    if (!(bound <= USELESS)) {
      unconvertible.incrementAndGet();
      return NONE;
    }
    long wall = current.wallNanos(clockNanos);
    long late = wall - kernelNanos;
    long margin = (long) (bound * 1e9);
    if (late < -before - margin || late > after + margin) {
      implausible.incrementAndGet();
      return NONE;
    }
    return wall;
  }

  @Override
  public String device() {
    return device;
  }

  @Override
  public boolean receives() {
    return receives;
  }

  @Override
  public HardwareClock clock() {
    return clock;
  }

  @Override
  public void convertBy(Optional<Conversion> next) {
    conversion = next.orElse(UNKNOWN);
  }

  @Override
  public Counts counts() {
    return new Counts(received.get(), transmitted.get(), unconvertible.get(), implausible.get());
  }

  @Override
  public void refresh() {
    int found;
    try {
      found = driver.speed(device);
    } catch (IOException _) {
      // Some drivers do not tell, and none does while the link is down.
      found = 0;
    }
    speed = found > 0 ? found : USUAL_SPEED;
  }

  @Override
  public void close() {
    conversion = UNKNOWN;
    onClose.accept(this);
    clock.close();
  }
}
