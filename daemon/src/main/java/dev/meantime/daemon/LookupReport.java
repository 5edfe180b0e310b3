// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Says once which names could not be looked up and why, and once that they could: a machine
/// without a network would otherwise repeat itself for every name and every attempt. Confined to
/// the loop.
final class LookupReport {

  private final EventLog log;
  private final Map<String, Set<String>> waiting = new LinkedHashMap<>();
  private final Map<String, String> told = new LinkedHashMap<>();
  private boolean gathering = true;

  LookupReport(EventLog log) {
    this.log = log;
  }

  void onFailure(String name, String reason, long retrySeconds) {
    if (reason.equals(told.put(name, reason))) {
      return;
    }
    waiting.computeIfAbsent(reason, _ -> new LinkedHashSet<>()).add(name);
    if (!gathering) {
      tell(retrySeconds);
    }
  }

  void onRecovery(String name) {
    if (told.remove(name) != null) {
      log.info("Found addresses of " + name);
    }
  }

  /// Every name has been asked for once: from now on failures are told as they come.
  void firstRoundEnded(long retrySeconds) {
    gathering = false;
    tell(retrySeconds);
  }

  private void tell(long retrySeconds) {
    waiting.forEach((reason, names) ->
        log.warn(
            "Could not find an address of "
                + String.join(", ", names)
                + ": "
                + reason
                + "; trying again in "
                + retrySeconds
                + " s, then less and less often. If this machine should be online, check its"
                + " network and name server (resolv.conf)"));
    waiting.clear();
  }
}
