// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

/// How requests are answered.
///
/// @param precision log2 of the clock's precision in seconds, −32 to 0
/// @param rateLimit how often one address is answered
/// @param clientLogLimit octets for what is remembered of clients, for each responder; 0 to
///   remember nothing, and then neither limit anybody nor answer in interleaved mode
public record ResponderOptions(int precision, RateLimit rateLimit, long clientLogLimit) {

  /// No rate is higher than 2^19 a second.
  private static final int LOWEST_POLL = -19;

  boolean remembersClients() {
    return clientLogLimit > 0;
  }

  /// The poll interval, log2 s, that a client is asked to keep at least.
  int minimumPoll() {
    return rateLimit.enabled() ? rateLimit.interval() : LOWEST_POLL;
  }
}
