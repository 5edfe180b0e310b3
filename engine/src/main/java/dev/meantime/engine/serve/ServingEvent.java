// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.serve;

/// What an administrator wants to know of served time.
public enum ServingEvent {
  SMOOTHING_ACTIVATED,
  /// Served time jumped to true time.
  SMOOTHING_RESET
}
