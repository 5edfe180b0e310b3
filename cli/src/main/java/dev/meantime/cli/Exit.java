// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

/// Exit codes.
public final class Exit {

  public static final int OK = 0;

  /// It could not be done, or the answer is no.
  public static final int FAILED = 1;

  /// The command line makes no sense.
  public static final int USAGE = 2;

  /// Nobody answered.
  public static final int NO_ANSWER = 3;

  private Exit() {}
}
