// SPDX-License-Identifier: Apache-2.0
package dev.meantime.benchmarks;

/// A server that is measured.
enum Contender {
  SOCKETS("meantime, sockets"),
  XDP("meantime, xdp"),
  CHRONYD("Debian's chronyd"),
  NTPD("Debian's ntpd");

  private final String title;

  Contender(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  boolean isOurs() {
    return this == SOCKETS || this == XDP;
  }

  boolean isNtpd() {
    return this == NTPD;
  }
}
