// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

/// The eight requests that change who may use a service, as one: each code stands for a service,
/// allow or deny, and whether it takes the place of earlier rules.
final class AccessCodes {

  private AccessCodes() {}

  static RequestCode of(ControlRequest.ChangeAccess change) {
    return switch (change.service()) {
      case NTP ->
          change.allow()
              ? change.all() ? RequestCode.ALLOWALL : RequestCode.ALLOW
              : change.all() ? RequestCode.DENYALL : RequestCode.DENY;
      case COMMANDS ->
          change.allow()
              ? change.all() ? RequestCode.CMDALLOWALL : RequestCode.CMDALLOW
              : change.all() ? RequestCode.CMDDENYALL : RequestCode.CMDDENY;
    };
  }

  /// @param code one of the eight
  static ControlRequest.ChangeAccess change(RequestCode code, ControlAddress subnet, int bits) {
    for (AccessService service : AccessService.values()) {
      for (boolean allow : new boolean[] {true, false}) {
        for (boolean all : new boolean[] {true, false}) {
          var change = new ControlRequest.ChangeAccess(service, allow, all, subnet, bits);
          if (of(change) == code) {
            return change;
          }
        }
      }
    }
    throw new IllegalArgumentException(code + " changes no access");
  }
}
