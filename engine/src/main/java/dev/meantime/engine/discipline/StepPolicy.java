// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

/// Which offsets are believed (`maxchange`) and which are stepped (`makestep`). Both count updates.
/// Confined to the discipline.
final class StepPolicy {

  /// What is done about an offset.
  enum Verdict {
    BELIEVE,
    IGNORE,
    GIVE_UP
  }

  private final double maxChange;
  private double stepThreshold;
  private int stepsLeft;
  private int changesBeforeCheck;
  private int changesToIgnore;

  StepPolicy(DisciplineConfig config) {
    stepThreshold = config.stepThreshold();
    maxChange = config.maxChange();
    stepsLeft = config.stepLimit();
    changesBeforeCheck = config.maxChangeStart();
    changesToIgnore = config.maxChangeIgnore();
  }

  /// Replaces `makestep`.
  ///
  /// @param threshold seconds
  /// @param limit in how many of the next updates the clock may be stepped; negative for all
  void setSteps(double threshold, int limit) {
    stepThreshold = threshold;
    stepsLeft = limit;
  }

  /// Judges the offset of one more update.
  Verdict judge(double offset) {
    if (changesBeforeCheck < 0) {
      return Verdict.BELIEVE;
    }
    if (changesBeforeCheck > 0) {
      changesBeforeCheck--;
      return Verdict.BELIEVE;
    }
    if (Math.abs(offset) <= maxChange) {
      return Verdict.BELIEVE;
    }
    if (changesToIgnore == 0) {
      return Verdict.GIVE_UP;
    }
    if (changesToIgnore > 0) {
      changesToIgnore--;
    }
    return Verdict.IGNORE;
  }

  /// Whether the next update would step the wall clock.
  ///
  /// @param wallOffset true minus wall clock, seconds
  boolean wouldStep(double wallOffset) {
    return stepsLeft != 0 && Math.abs(wallOffset) > stepThreshold;
  }

  /// Whether the wall clock is stepped in this update, which counts.
  ///
  /// @param wallOffset true minus wall clock, seconds
  boolean steps(double wallOffset) {
    if (stepsLeft == 0) {
      return false;
    }
    if (stepsLeft > 0) {
      stepsLeft--;
    }
    return Math.abs(wallOffset) > stepThreshold;
  }
}
