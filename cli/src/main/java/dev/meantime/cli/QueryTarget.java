// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.client.NtpServer;

/// A server as named on the command line: `HOST`, `HOST:PORT`, an IPv6 address, or `[IPV6]:PORT`.
record QueryTarget(String host, int port) {

  /// @throws UsageException when it names no server
  static QueryTarget parse(String text) throws UsageException {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      if (end < 0 || (end + 1 < text.length() && text.charAt(end + 1) != ':')) {
        throw new UsageException("expected [ADDRESS]:PORT, got '" + text + "'");
      }
      String host = text.substring(1, end);
      return end + 1 == text.length()
          ? of(host, text)
          : of(host, port(text.substring(end + 2)), text);
    }
    int colon = text.indexOf(':');
    if (colon < 0 || colon != text.lastIndexOf(':')) {
      // None, or the several of a bare IPv6 address.
      return of(text, text);
    }
    return of(text.substring(0, colon), port(text.substring(colon + 1)), text);
  }

  @Override
  public String toString() {
    return NtpServer.of(host, port).toString();
  }

  private static QueryTarget of(String host, String text) throws UsageException {
    return of(host, NtpServer.NTP_PORT, text);
  }

  private static QueryTarget of(String host, int port, String text) throws UsageException {
    if (host.isEmpty()) {
      throw new UsageException("no host in '" + text + "'");
    }
    return new QueryTarget(host, port);
  }

  /// The number, or 0 for what is none.
  private static int number(String port) {
    int number = 0;
    for (int i = 0; i < port.length(); i++) {
      char digit = port.charAt(i);
      if (digit < '0' || digit > '9' || i == 5) {
        return 0;
      }
      number = 10 * number + digit - '0';
    }
    return number;
  }

  private static int port(String port) throws UsageException {
    int number = number(port);
    if (number < 1 || number > 0xffff) {
      throw new UsageException("a port is from 1 to 65535, not '" + port + "'");
    }
    return number;
  }
}
