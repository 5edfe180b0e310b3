// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import dev.meantime.engine.respond.RateLimit;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/// Who is served, where, and how often.
///
/// @param port `port`; 0 to serve nobody
/// @param address4 `bindaddress`, the IPv4 wildcard for any
/// @param address6 `bindaddress`, the IPv6 wildcard for any
/// @param device `binddevice`
/// @param access `allow` and `deny` in the order of the file; nobody is allowed without
/// @param rateLimit `ratelimit`
/// @param clientLogLimit `clientloglimit`: octets for what is remembered of clients; 0 with
///   `noclientlog`
/// @param broadcasts `broadcast`, in the order of the file
/// @param workers who does the work
/// @param ntpq `ntpq`
/// @param signerDirectory `ntpsigndsocket`: where Samba's socket is; empty for nobody who signs
public record ServerConfig(
    int port,
    InetAddress address4,
    InetAddress address6,
    String device,
    List<AccessRule> access,
    RateLimit rateLimit,
    long clientLogLimit,
    List<Broadcast> broadcasts,
    Workers workers,
    NtpqAnswers ntpq,
    String signerDirectory) {

  public static final long DEFAULT_CLIENT_LOG_LIMIT = 524_288;

  public static final ServerConfig DEFAULT =
      new ServerConfig(
          123,
          Addresses.ANY4,
          Addresses.ANY6,
          "",
          List.of(),
          RateLimit.NONE,
          DEFAULT_CLIENT_LOG_LIMIT,
          List.of(),
          Workers.ONE,
          NtpqAnswers.WITH_SERVER,
          "");

  public ServerConfig {
    access = List.copyOf(access);
    broadcasts = List.copyOf(broadcasts);
  }

  /// One `broadcast` line.
  ///
  /// @param interval seconds between packets, 1 or more
  /// @param address where they go: a broadcast, multicast or single address, and its port
  /// @param keyId what they are authenticated with, 1 to 2^32−1; 0 for nothing
  public record Broadcast(int interval, InetSocketAddress address, long keyId) {}

  /// The threads that answer.
  ///
  /// @param threads `serverthreads`: how many, each with sockets of its own
  /// @param processors `serveraffinity`: which processor each is bound to, in turn; empty for any
  /// @param bypass `xdp`: interfaces whose plain requests are taken before the socket layer
  public record Workers(int threads, List<Integer> processors, List<String> bypass) {

    /// One thread, bound to no processor, with sockets alone.
    public static final Workers ONE = new Workers(1, List.of(), List.of());

    public Workers {
      processors = List.copyOf(processors);
      bypass = List.copyOf(bypass);
    }
  }

  /// Whether ntpq of this machine is answered.
  public enum NtpqAnswers {
    /// Where the server's port is open for other reasons.
    WITH_SERVER,
    /// On the loopback addresses, if nowhere else.
    ALWAYS,
    NEVER
  }

  /// Whether anybody at all may be served, as far as the file says.
  public boolean servesAnyone() {
    return port != 0 && access.stream().anyMatch(AccessRule::allow);
  }

  /// The same with no server.
  public ServerConfig closed() {
    return new ServerConfig(
        0,
        address4,
        address6,
        device,
        access,
        rateLimit,
        clientLogLimit,
        broadcasts,
        workers,
        ntpq,
        signerDirectory);
  }
}
