// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

/// How often one address is answered: `ratelimit` and `cmdratelimit`.
///
/// @param enabled whether there is a limit at all
/// @param interval log2 of the seconds between replies that one client is allowed in the long run,
///   −19 to 12
/// @param burst how many replies it may have at once, 1 to 255
/// @param leak of the requests over the limit, 2^−leak are answered all the same, 1 to 4: whoever
///   sends in somebody's name cannot shut him out
/// @param kiss of those that are not, 2^−kiss are told to ask less (RATE), 1 to 4; 0 for none
public record RateLimit(boolean enabled, int interval, int burst, int leak, int kiss) {

  /// No limit, with the values that `ratelimit` begins from.
  public static final RateLimit NONE = new RateLimit(false, 3, 8, 2, 0);

  /// No limit, with the values that `cmdratelimit` begins from.
  public static final RateLimit NO_COMMAND_LIMIT = new RateLimit(false, -4, 8, 2, 0);
}
