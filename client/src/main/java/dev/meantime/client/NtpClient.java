// SPDX-License-Identifier: Apache-2.0
package dev.meantime.client;

import dev.meantime.client.NtpResult.Cause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Asks NTP servers for the time.
///
/// ```java
/// try (NtpClient client = NtpClient.open()) {
///   switch (client.query(NtpServer.of("pool.ntp.org"), Duration.ofSeconds(2))) {
///     case NtpResult.Success(var server, var m) -> System.out.println(m.offset() + " ± " + m.error() + " s");
///     case NtpResult.Rejected(var server, var m, var reason) -> System.out.println(server + ": " + reason);
///     case NtpResult.Failure(var server, var cause) -> System.out.println(server + ": " + cause);
///   }
/// }
/// ```
///
/// Each query sends one request from a socket of its own, at a port that the system chooses, with
/// 64 unpredictable bits that the answer must return (RFC 9109). Datagrams that don't are not the
/// answer, whoever sent them: the query waits on until its deadline. A lost datagram is not asked
/// for again; the caller knows best whether to.
///
/// Safe from any thread, virtual ones too. One thread of the client's serves every query in flight;
/// thousands are no trouble as long as the process may open as many sockets (`ulimit -n`). Nothing
/// is shared between clients.
public final class NtpClient implements AutoCloseable {

  private final ClientLoop loop;

  private NtpClient(ClientLoop loop) {
    this.loop = loop;
  }

  /// Opens a client.
  ///
  /// @throws UncheckedIOException when the process may open no more files
  public static NtpClient open() {
    try {
      return new NtpClient(ClientLoop.start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a selector", e);
    }
  }

  /// Asks a server and waits for the result.
  ///
  /// @param deadline longest wait, name look-up included; more than zero
  /// @throws IllegalStateException if the client is closed
  /// @throws InterruptedException when the waiting thread is interrupted; the query ends then
  public NtpResult query(NtpServer server, Duration deadline) throws InterruptedException {
    CompletableFuture<NtpResult> result = begin(server, deadline);
    return await(result);
  }

  /// Asks servers at once and waits for all results, which come in the order of the servers.
  ///
  /// @param deadline longest wait for all of them together
  /// @throws IllegalStateException if the client is closed
  /// @throws InterruptedException when the waiting thread is interrupted; the queries end then
  public List<NtpResult> queryAll(Collection<NtpServer> servers, Duration deadline)
      throws InterruptedException {
    List<CompletableFuture<NtpResult>> begun = new ArrayList<>(servers.size());
    for (NtpServer server : servers) {
      begun.add(begin(server, deadline));
    }
    List<NtpResult> results = new ArrayList<>(begun.size());
    try {
      for (CompletableFuture<NtpResult> result : begun) {
        results.add(await(result));
      }
    } finally {
      begun.forEach(result -> result.cancel(false));
    }
    return results;
  }

  /// Asks a server. The stage completes normally with any {@link NtpResult}, on the client's
  /// thread: hand long work on to another. Cancelling its future ends the query.
  ///
  /// @param deadline longest time until it completes
  /// @throws IllegalStateException if the client is closed
  public CompletionStage<NtpResult> queryAsync(NtpServer server, Duration deadline) {
    return begin(server, deadline);
  }

  /// Ends every query in flight with {@link Cause.Closed} and gives back the thread.
  @Override
  public void close() {
    loop.close();
  }

  private CompletableFuture<NtpResult> begin(NtpServer server, Duration deadline) {
    if (deadline.isZero() || deadline.isNegative()) {
      throw new IllegalArgumentException("deadline " + deadline);
    }
    long endNanos = System.nanoTime() + saturatedNanos(deadline);
    CompletableFuture<NtpResult> result = new CompletableFuture<>();
    Optional<InetAddress> literal = server.address().or(() -> literal(server.host()));
    if (literal.isPresent()) {
      loop.submit(server, new InetSocketAddress(literal.get(), server.port()), endNanos, result);
    } else {
      loop.awaitAddress(server, endNanos, result);
      Thread.ofVirtual().name("meantime-resolve").start(() -> resolve(server, endNanos, result));
    }
    return result;
  }

  private void resolve(NtpServer server, long endNanos, CompletableFuture<NtpResult> result) {
    try {
      InetAddress address = InetAddress.getByName(server.host());
      if (!result.isDone()) {
        loop.submit(server, new InetSocketAddress(address, server.port()), endNanos, result);
      }
    } catch (UnknownHostException e) {
      result.complete(
          new NtpResult.Failure(server, new Cause.UnknownHost("cannot resolve " + server.host())));
    } catch (IllegalStateException e) {
      result.complete(new NtpResult.Failure(server, new Cause.Closed()));
    }
  }

  private static NtpResult await(CompletableFuture<NtpResult> result) throws InterruptedException {
    try {
      return result.get();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("a query always ends with a result", e.getCause());
    } finally {
      result.cancel(false);
    }
  }

  /// The address, when the text is one; then no name service is asked.
  private static Optional<InetAddress> literal(String host) {
    try {
      return isNumeric(host) ? Optional.of(InetAddress.getByName(host)) : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static boolean isNumeric(String host) {
    if (host.indexOf(':') >= 0) {
      return true;
    }
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  private static long saturatedNanos(Duration duration) {
    try {
      return Math.min(duration.toNanos(), Long.MAX_VALUE / 2);
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE / 2;
    }
  }
}
