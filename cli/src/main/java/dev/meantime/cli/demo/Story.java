// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import java.util.List;

/// Everything that a view shows.
///
/// @param seed of the simulation
/// @param speed simulated seconds in a second
/// @param now how everything stands
/// @param history how wrong the clock was, and was said to be
/// @param log the daemon's, line by line
record Story(long seed, double speed, Moment now, ErrorHistory history, List<String> log) {

  Story {
    log = List.copyOf(log);
  }
}
