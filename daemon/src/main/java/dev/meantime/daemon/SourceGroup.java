// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.SourceLine;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The sources that come from one line of the configuration: one from `server`, up to `maxsources`
/// from `pool`. A pool asks twice as many addresses as it wants and keeps those that answer first.
/// Confined to the loop.
final class SourceGroup {

  private static final int MOST_MEMBERS = 16;

  private final SourceLine line;
  private final Optional<InetAddress> literal;
  private final int firstSlot;
  private final boolean permanent;
  private final List<NtpSource> members = new ArrayList<>();
  private final Set<NtpSource> confirmed = new LinkedHashSet<>();
  private Optional<NameLookup> lookup = Optional.empty();
  private Optional<NtpSource> replacing = Optional.empty();
  private boolean refreshing;
  private long resolvedNanos;

  /// @param firstSlot names its first place while nobody is in it; the others follow
  /// @param permanent whether the configuration proper named it, not a `sourcedir` file
  SourceGroup(SourceLine line, int firstSlot, boolean permanent) {
    this.line = line;
    this.firstSlot = firstSlot;
    this.permanent = permanent;
    this.literal =
        line.kind() == SourceLine.Kind.BROADCAST ? Optional.empty() : literal(line.name());
  }

  SourceLine line() {
    return line;
  }

  boolean isPermanent() {
    return permanent;
  }

  /// The address, when the line has one instead of a name.
  Optional<InetAddress> literal() {
    return literal;
  }

  List<NtpSource> members() {
    return List.copyOf(members);
  }

  /// How many places it has: as many as its slots. Nobody waits for a broadcaster.
  int capacity() {
    return switch (line.kind()) {
      case SERVER, PEER -> 1;
      case POOL -> Math.min(2 * line.maxSources(), MOST_MEMBERS);
      case BROADCAST -> 0;
    };
  }

  /// How many more addresses it could use.
  int vacancies() {
    return isFull() ? 0 : Math.max(0, capacity() - members.size());
  }

  /// The slots without an address.
  List<Integer> unresolvedSlots() {
    List<Integer> slots = new ArrayList<>();
    for (int i = 0; i < vacancies(); i++) {
      slots.add(firstSlot + members.size() + i);
    }
    return slots;
  }

  private boolean isFull() {
    return confirmed.size() >= wanted();
  }

  private int wanted() {
    return line.kind() == SourceLine.Kind.POOL ? Math.min(line.maxSources(), MOST_MEMBERS) : 1;
  }

  void add(NtpSource member) {
    members.add(member);
  }

  void remove(NtpSource member) {
    members.remove(member);
    confirmed.remove(member);
  }

  void replace(NtpSource old, NtpSource successor) {
    int place = members.indexOf(old);
    confirmed.remove(old);
    if (place >= 0) {
      members.set(place, successor);
    } else {
      members.add(successor);
    }
  }

  /// A member gave its first good measurement.
  ///
  /// @return those that are not needed any more because of it
  List<NtpSource> confirm(NtpSource member) {
    if (!confirmed.add(member) || line.kind() != SourceLine.Kind.POOL || !isFull()) {
      return List.of();
    }
    List<NtpSource> spare = new ArrayList<>(members);
    spare.removeAll(confirmed);
    return spare;
  }

  Optional<NameLookup> lookup() {
    return lookup;
  }

  void setLookup(NameLookup value) {
    lookup = Optional.of(value);
  }

  /// The member whose place the addresses now being looked up are for.
  Optional<NtpSource> takeReplacing() {
    Optional<NtpSource> member = replacing;
    replacing = Optional.empty();
    return member.filter(members::contains);
  }

  void setReplacing(NtpSource member) {
    replacing = Optional.of(member);
  }

  /// Whether the addresses now being looked up are to show if the members still have theirs.
  boolean takeRefreshing() {
    boolean value = refreshing;
    refreshing = false;
    return value;
  }

  void setRefreshing() {
    refreshing = true;
  }

  /// Monotonic time when its name last had addresses.
  long resolvedNanos() {
    return resolvedNanos;
  }

  void setResolvedNanos(long monotonicNanos) {
    resolvedNanos = monotonicNanos;
  }

  private static Optional<InetAddress> literal(String name) {
    try {
      return Optional.of(InetAddress.ofLiteral(name));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
