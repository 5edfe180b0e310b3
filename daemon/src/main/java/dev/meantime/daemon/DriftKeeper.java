// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.engine.discipline.Drift;
import dev.meantime.platform.Background;
import dev.meantime.platform.WallClock;
import java.io.IOException;
import java.util.Optional;

/// Keeps the drift for the next start. Confined to the loop.
final class DriftKeeper {

  private static final String CAUSE = "drift";

  private final Optional<DriftFile> file;
  private final WallClock clock;
  private final Background background;
  private final EventLog log;

  /// @param file empty when none is configured: then nothing is kept
  DriftKeeper(Optional<DriftFile> file, WallClock clock, Background background, EventLog log) {
    this.file = file;
    this.clock = clock;
    this.background = background;
    this.log = log;
  }

  /// While running: a slow disk does not hold up the clock.
  void save(Drift drift) {
    if (file.isPresent()) {
      DriftFile target = file.get();
      long now = clock.nowNanos();
      background.submit(
          () -> {
            target.write(drift, now);
            return target;
          },
          _ -> log.ended(CAUSE),
          e -> onFailure(target, e));
    }
  }

  /// At the end: it is done when this returns.
  void saveNow(Drift drift) {
    if (file.isPresent()) {
      try {
        file.get().write(drift, clock.nowNanos());
      } catch (IOException e) {
        onFailure(file.get(), e);
      }
    }
  }

  private void onFailure(DriftFile target, Exception e) {
    log.trouble(
        CAUSE, "Could not write the drift file " + target.path() + ": " + Problem.reason(e));
  }
}
