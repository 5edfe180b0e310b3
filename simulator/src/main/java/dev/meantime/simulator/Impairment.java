// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import java.util.ArrayList;
import java.util.List;

/// What else befalls the packets of a link, at all times or at some.
///
/// Times are true nanoseconds since the Unix epoch; a span begins with its first moment and ends
/// before its last.
public sealed interface Impairment {

  /// Loses packets, each independently.
  ///
  /// @param share 0 to 1
  record Loss(double share) implements Impairment {
    public Loss {
      requireShare(share);
    }
  }

  /// Delivers some packets several times, each copy with a delay of its own.
  ///
  /// @param share of the packets, 0 to 1
  /// @param copies how many arrive then, the first included
  record Duplication(double share, int copies) implements Impairment {
    public Duplication {
      requireShare(share);
      if (copies < 1) {
        throw new IllegalArgumentException("losing packets is another impairment: " + copies);
      }
    }
  }

  /// Holds some packets back, so that later ones overtake them.
  ///
  /// @param share of the packets, 0 to 1
  /// @param seconds how much later they arrive
  record Reordering(double share, double seconds) implements Impairment {
    public Reordering {
      requireShare(share);
      requireNotNegative(seconds);
    }
  }

  /// Queues that are longer for a while.
  ///
  /// @param episodes when, in the order of time and apart from each other
  /// @param factor by which the jitter is multiplied
  /// @param extra what every packet waits beyond that, seconds
  record Congestion(List<Span> episodes, double factor, double extra) implements Impairment {

    /// From `fromNanos` on and before `untilNanos`.
    public record Span(long fromNanos, long untilNanos) {
      public Span {
        if (untilNanos < fromNanos) {
          throw new IllegalArgumentException("a span ends after its beginning");
        }
      }
    }

    public Congestion {
      episodes = List.copyOf(episodes);
      requireNotNegative(factor);
      requireNotNegative(extra);
    }

    /// Episodes at random: the gaps between them and their lengths are exponentially distributed.
    ///
    /// @param span the time to fill
    /// @param meanGap seconds from the end of one to the beginning of the next
    /// @param meanLength seconds
    public static Congestion atRandom(
        Span span,
        double meanGap,
        double meanLength,
        double factor,
        double extra,
        RandomStream random) {
      if (!(meanGap > 0) || !(meanLength > 0)) {
        throw new IllegalArgumentException("gaps and episodes are longer than 0 s");
      }
      List<Span> episodes = new ArrayList<>();
      long at = span.fromNanos;
      while (true) {
        long from = at + Math.max(1, Math.round(meanGap * random.nextExponential() * 1e9));
        if (from >= span.untilNanos) {
          return new Congestion(episodes, factor, extra);
        }
        at = from + Math.round(meanLength * random.nextExponential() * 1e9);
        episodes.add(new Span(from, Math.min(at, span.untilNanos)));
      }
    }

    boolean isAt(long trueNanos) {
      int low = 0;
      int high = episodes.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (episodes.get(middle).untilNanos <= trueNanos) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low < episodes.size() && episodes.get(low).fromNanos <= trueNanos;
    }
  }

  /// Queues that are longer at the same hours of every day, UTC.
  ///
  /// @param fromSecond second of the day, 0 to 86400
  /// @param untilSecond second of the day; before `fromSecond` when it lasts over midnight
  /// @param factor by which the jitter is multiplied
  /// @param extra what every packet waits beyond that, seconds
  record DailyCongestion(double fromSecond, double untilSecond, double factor, double extra)
      implements Impairment {
    private static final long DAY_NANOS = 86_400_000_000_000L;

    public DailyCongestion {
      requireSecondOfDay(fromSecond);
      requireSecondOfDay(untilSecond);
      requireNotNegative(factor);
      requireNotNegative(extra);
    }

    boolean isAt(long trueNanos) {
      double second = Math.floorMod(trueNanos, DAY_NANOS) * 1e-9;
      return fromSecond <= untilSecond
          ? fromSecond <= second && second < untilSecond
          : fromSecond <= second || second < untilSecond;
    }
  }

  /// Another way, with another base delay, from a time on. The last one in the link's list that has
  /// happened counts.
  ///
  /// @param base seconds
  record RouteChange(long fromNanos, double base) implements Impairment {
    public RouteChange {
      requireNotNegative(base);
    }
  }

  /// Nothing arrives that is sent in this time.
  record Cut(long fromNanos, long untilNanos) implements Impairment {

    static final Cut ALWAYS = new Cut(Long.MIN_VALUE, Long.MAX_VALUE);

    public Cut {
      if (untilNanos < fromNanos) {
        throw new IllegalArgumentException("a cut ends after its beginning");
      }
    }
  }

  private static void requireShare(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share is between 0 and 1: " + share);
    }
  }

  private static void requireNotNegative(double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("must not be negative: " + value);
    }
  }

  private static void requireSecondOfDay(double second) {
    if (!(second >= 0 && second <= 86_400)) {
      throw new IllegalArgumentException("a day has 86400 s: " + second);
    }
  }
}
