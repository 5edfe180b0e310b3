// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

/// How much of `clientloglimit` the process has memory for. What is remembered of clients is
/// allocated once, so that a flood of them costs nothing more; what does not fit must not end the
/// daemon.
final class ClientLogRoom {

  /// As chrony's default. Commands come from few.
  private static final long MOST_FOR_COMMANDS = 524_288;

  /// The limit counts about twice of what is needed, so this leaves three quarters of the memory.
  private static final int SHARE = 2;

  private ClientLogRoom() {}

  /// Octets for what is remembered of those who ask for the time.
  ///
  /// @param limit `clientloglimit`; 0 for nothing
  /// @param memory octets that the process may use in all
  static long forRequests(long limit, long memory, EventLog log) {
    long most = memory / SHARE;
    if (limit <= most) {
      return limit;
    }
    log.warn(
        "clientloglimit "
            + limit
            + " is more than half of the memory that the Java virtual machine may use; "
            + most
            + " is used instead. MEANTIME_JAVA_OPTS=-Xmx"
            + (limit / (1 << 20) * SHARE + 1)
            + "m allows for all of it");
    return most;
  }

  /// Octets for what is remembered of those who send commands.
  static long forCommands(long limit) {
    return Math.min(limit, MOST_FOR_COMMANDS);
  }
}
