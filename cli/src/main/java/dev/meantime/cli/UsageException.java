// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

/// The command line makes no sense; the message says what and, where it can, the remedy.
final class UsageException extends Exception {

  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
