// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.engine.association.AssociationEvent;

/// What the log says of the events of an association.
final class AssociationMessages {

  private AssociationMessages() {}

  static void tell(NtpSource source, AssociationEvent event, EventLog log) {
    switch (event) {
      case AssociationEvent.Online() -> log.info("Source " + source.label() + " online");
      case AssociationEvent.Offline() -> log.info("Source " + source.label() + " offline");
      case AssociationEvent.RateLimited() -> log.info("Received KoD RATE from " + source.label());
      case AssociationEvent.Kissed(var code) ->
          log.trouble(
              "kiss " + source.id() + code,
              "Received KoD " + code.text() + " from " + source.label());
      case AssociationEvent.SendFailed(String reason) ->
          log.trouble(sending(source), "Could not ask " + source.label() + ": " + reason);
    }
  }

  /// It answers again.
  static void reached(NtpSource source, EventLog log) {
    log.ended(sending(source));
  }

  private static String sending(NtpSource source) {
    return "send " + source.id();
  }
}
