// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

/// What this is, in the form in which scripts look for it.
final class Version {

  static final String TEXT = "0.1.0";

  /// chronyd's names for what it was built with.
  static final String FEATURES =
      "+CMDMON +REFCLOCK -RTC -PRIVDROP -SCFILTER +SIGND -NTS +SECHASH +IPV6 -DEBUG";

  private Version() {}
}
