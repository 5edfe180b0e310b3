// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.platform.Platform;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What the addresses of a line's name are used for: in place of a source that does not answer, of
/// those whose address the name does not have any more, and to fill what is vacant. Confined to the
/// loop.
final class GroupLookup implements NameLookup.Listener {

  private final SourceManager manager;
  private final SourceGroup group;
  private final Platform platform;
  private final LookupReport report;
  private final Runnable onFirstAnswer;
  private boolean first = true;

  GroupLookup(
      SourceManager manager,
      SourceGroup group,
      Platform platform,
      LookupReport report,
      Runnable onFirstAnswer) {
    this.manager = manager;
    this.group = group;
    this.platform = platform;
    this.report = report;
    this.onFirstAnswer = onFirstAnswer;
  }

  @Override
  public NameLookup.Use onAddresses(List<InetAddress> addresses) {
    List<InetAddress> usable = usable(addresses);
    if (usable.isEmpty()) {
      return none("it has addresses, but none that can be reached from here");
    }
    group.setResolvedNanos(platform.monotonicClock().nowNanos());
    List<InetAddress> fresh = new ArrayList<>(usable);
    fresh.removeIf(address -> manager.find(address).isPresent());
    group.takeReplacing().ifPresent(member -> replace(member, fresh));
    if (group.takeRefreshing()) {
      for (NtpSource member : group.members()) {
        if (!usable.contains(member.address().getAddress())) {
          replace(member, fresh);
        }
      }
    }
    while (group.vacancies() > 0 && !fresh.isEmpty()) {
      manager.admit(group, fresh.removeFirst());
    }
    if (group.members().isEmpty()) {
      return none("all its addresses are used by other sources");
    }
    return group.vacancies() > 0 ? new NameLookup.Use.More() : new NameLookup.Use.Enough();
  }

  /// Those of the addresses that can be used, in their order.
  private List<InetAddress> usable(List<InetAddress> addresses) {
    List<InetAddress> usable = new ArrayList<>();
    for (InetAddress address : addresses) {
      if (manager.accepts(group.line(), address) && platform.network().isReachable(address)) {
        usable.add(address);
      }
    }
    return usable;
  }

  private NameLookup.Use none(String reason) {
    return group.members().isEmpty() ? new NameLookup.Use.None(reason) : new NameLookup.Use.More();
  }

  private void replace(NtpSource member, List<InetAddress> fresh) {
    if (!fresh.isEmpty()) {
      Collections.rotate(fresh, (int) (platform.entropy().nextDouble() * fresh.size()));
      manager.replace(group, member, fresh.removeFirst());
    }
  }

  @Override
  public void onFailure(String reason, long retrySeconds) {
    if (group.members().isEmpty()) {
      report.onFailure(group.line().name(), reason, retrySeconds);
    }
  }

  @Override
  public void onRecovery() {
    report.onRecovery(group.line().name());
  }

  @Override
  public void onAnswered() {
    if (first) {
      first = false;
      onFirstAnswer.run();
    }
  }
}
