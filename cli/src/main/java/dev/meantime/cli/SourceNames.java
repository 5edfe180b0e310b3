// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.control.ControlAddress;
import dev.meantime.control.ControlReply;
import dev.meantime.control.ControlRequest;
import dev.meantime.wire.ReferenceId;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/// What sources are called in a report.
final class SourceNames {

  /// Longer names are cut, the last column marked with `>`.
  private static final int COLUMN = 25;

  private final ReportOptions.Names names;
  private final boolean isDocument;
  private final ControlClient daemon;

  SourceNames(ReportOptions options, ControlClient daemon) {
    this.names = options.names();
    this.isDocument = options.style() == ReportOptions.Style.JSON;
    this.daemon = daemon;
  }

  /// An NTP source's name, as long as it is.
  String full(ControlAddress address) {
    return switch (names) {
      case NUMERIC -> address.text();
      case ORIGINAL -> original(address);
      case RESOLVED -> resolved(address);
    };
  }

  /// An NTP source's name for a table; in a JSON document as long as it is.
  String column(ControlAddress address) {
    String name = full(address);
    return !isDocument && names == ReportOptions.Names.RESOLVED && name.length() > COLUMN
        ? name.substring(0, COLUMN - 1) + ">"
        : name;
  }

  /// A reference clock's name: what can be printed of its reference ID.
  static String ofClock(ReferenceId referenceId) {
    StringBuilder name = new StringBuilder(4);
    for (byte octet : ByteBuffer.allocate(4).putInt(referenceId.bits()).array()) {
      if (octet >= 0x20 && octet < 0x7f) {
        name.append((char) octet);
      }
    }
    return name.toString();
  }

  /// The reference ID of a clock that is reported as an IPv4 address.
  static ReferenceId clockId(ControlAddress address) {
    return address instanceof ControlAddress.Ip(InetAddress ip) && ip.getAddress().length == 4
        ? new ReferenceId(ByteBuffer.wrap(ip.getAddress()).getInt())
        : ReferenceId.NONE;
  }

  /// A daemon that cannot tell the name does not spoil the report.
  private String original(ControlAddress address) {
    try {
      return daemon
          .ask(new ControlRequest.GetSourceName(address), ControlReply.SourceName.class)
          .name();
    } catch (ControlException e) {
      return "?";
    }
  }

  private static String resolved(ControlAddress address) {
    if (!(address instanceof ControlAddress.Ip(InetAddress ip))) {
      return address.text();
    }
    String name = ip.getHostName();
    return name.equals(ip.getHostAddress()) ? address.text() : name;
  }
}
