// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.AddressFamily;
import dev.meantime.daemon.config.SourceLine;
import dev.meantime.engine.association.AssociationEvent;
import dev.meantime.engine.association.AssociationState;
import dev.meantime.engine.association.Measurement;
import dev.meantime.platform.Platform;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The sources of the configuration: finds their addresses, starts them together, replaces the
/// unreachable and the lying, and lets the administrator add and remove. No two sources have the
/// same address. Confined to the loop.
final class SourceManager implements NtpSource.Listener {

  /// Hears what the sources say.
  interface Owner {
    void onUpdated(Source source);

    void onChanged();

    void onMeasured(NtpSource source, Measurement measurement);

    /// Something happened at a source: its reachability, perhaps.
    void onActivity();

    /// Every name was looked up once, and the sources found were started.
    void onFirstRoundEnded();
  }

  /// What came of adding a line.
  enum Added {
    DONE,
    ALREADY_IN_USE,
    NOT_SUPPORTED
  }

  private static final double REPLACEMENT_SECONDS = 3584;

  private final Platform platform;
  private final SourceFactory factory;
  private final AddressFamily family;
  private final long refreshNanos;
  private final EventLog log;
  private final Owner owner;
  private final LookupReport report;
  private final BroadcastListener broadcasts;
  private final List<SourceGroup> groups = new ArrayList<>();
  private final FirstRound firstRound;
  private boolean started;
  private boolean running;
  private long nextReplacementNanos;
  private long lastRefreshNanos;

  SourceManager(
      Platform platform,
      SourceFactory factory,
      AddressFamily family,
      int refreshSeconds,
      EventLog log,
      Owner owner) {
    this.platform = platform;
    this.factory = factory;
    this.family = family;
    this.refreshNanos = refreshSeconds * 1_000_000_000L;
    this.log = log;
    this.owner = owner;
    this.report = new LookupReport(log);
    this.firstRound = new FirstRound(platform, this::startMembers, this::onFirstRoundEnded);
    this.broadcasts = new BroadcastListener(this, factory);
    this.nextReplacementNanos = Long.MIN_VALUE;
    this.lastRefreshNanos = platform.monotonicClock().nowNanos();
  }

  /// Looks all names up at once; the sources start together when that is done, or after ten seconds
  /// those that were found.
  void start() {
    running = true;
    groups.forEach(group -> group.lookup().ifPresent(this::askFirst));
    firstRound.start();
  }

  void close() {
    firstRound.close();
    for (SourceGroup group : groups) {
      group.lookup().ifPresent(NameLookup::cancel);
      group.members().forEach(NtpSource::close);
    }
    groups.clear();
  }

  /// Every source with an address, in the order of the configuration.
  List<NtpSource> sources() {
    List<NtpSource> all = new ArrayList<>();
    for (SourceGroup group : groups) {
      all.addAll(group.members());
    }
    return all;
  }

  List<SourceGroup> groups() {
    return List.copyOf(groups);
  }

  Optional<NtpSource> find(InetAddress address) {
    return sources().stream()
        .filter(source -> source.address().getAddress().equals(address))
        .findFirst();
  }

  /// Takes a further line.
  ///
  /// @param permanent whether the configuration proper or an administrator named it, not a
  ///   `sourcedir` file
  Added add(SourceLine line, boolean permanent) {
    Optional<String> refusal = factory.refusal(line);
    if (refusal.isPresent()) {
      log.warn("Could not add source " + line.name() + " : " + refusal.get());
      return Added.NOT_SUPPORTED;
    }
    int capacity = new SourceGroup(line, 0, permanent).capacity();
    SourceGroup group = new SourceGroup(line, factory.nextSlots(capacity), permanent);
    Optional<InetAddress> literal = group.literal();
    if (literal.isPresent() && find(literal.get()).isPresent()) {
      return Added.ALREADY_IN_USE;
    }
    groups.add(group);
    if (line.kind() == SourceLine.Kind.BROADCAST) {
      factory.listen(line, broadcasts);
    } else if (literal.isPresent()) {
      admit(group, literal.get());
    } else {
      group.setLookup(
          new NameLookup(
              platform,
              line.name(),
              new GroupLookup(this, group, platform, report, firstRound::onAnswered)));
      if (running) {
        group.lookup().ifPresent(this::askFirst);
      }
    }
    return Added.DONE;
  }

  private void askFirst(NameLookup lookup) {
    firstRound.expect();
    lookup.ask();
  }

  /// Removes a whole line with every source it led to.
  void remove(SourceGroup group) {
    groups.remove(group);
    group.lookup().ifPresent(NameLookup::cancel);
    for (NtpSource member : group.members()) {
      member.close();
      log.info("Removed source " + member.label());
    }
    owner.onChanged();
  }

  /// Removes one source; its line goes with its last one, but for that of a broadcast client.
  void remove(NtpSource source) {
    SourceGroup group = groupOf(source);
    if (group.members().size() == 1 && group.line().kind() != SourceLine.Kind.BROADCAST) {
      remove(group);
      return;
    }
    group.remove(source);
    source.close();
    log.info("Removed source " + source.label());
    owner.onChanged();
  }

  /// Looks every unresolved name up at once, without regard to its schedule.
  void resolveNow() {
    for (SourceGroup group : groups) {
      if (group.vacancies() > 0) {
        group.lookup().ifPresent(NameLookup::askAfresh);
      }
    }
  }

  /// Looks every name up and replaces the sources whose address it does not have any more.
  void refresh() {
    lastRefreshNanos = platform.monotonicClock().nowNanos();
    groups.forEach(this::refresh);
  }

  @Override
  public void onUpdated(NtpSource source) {
    for (NtpSource spare : groupOf(source).confirm(source)) {
      groupOf(source).remove(spare);
      spare.close();
      log.debug("Removed source " + spare.label());
    }
    owner.onUpdated(source);
    refreshOldest();
  }

  @Override
  public void onChanged(NtpSource source) {
    owner.onChanged();
  }

  @Override
  public void onMeasured(NtpSource source, Measurement measurement) {
    owner.onMeasured(source, measurement);
  }

  @Override
  public void onReport(NtpSource source, AssociationEvent event) {
    AssociationMessages.tell(source, event, log);
  }

  /// A source that has not answered for eight polls may have moved.
  @Override
  public void onActivity(NtpSource source) {
    AssociationState state = source.state();
    if (state.reachability().size() == 8 && !state.reachability().isReachable()) {
      if (source.line().kind() == SourceLine.Kind.BROADCAST) {
        remove(source);
        return;
      }
      replace(source);
    } else if (state.reachability().isReachable()) {
      AssociationMessages.reached(source, log);
    }
    owner.onActivity();
  }

  /// Looks for another address in place of this one, if it has a name, and not too often: the name
  /// servers of a pool are not to blame for our network.
  void replace(NtpSource source) {
    SourceGroup group = groupOf(source);
    long now = platform.monotonicClock().nowNanos();
    if (group.lookup().isEmpty() || now < nextReplacementNanos) {
      return;
    }
    nextReplacementNanos =
        now + Math.round(REPLACEMENT_SECONDS * platform.entropy().nextDouble() * 1e9);
    group.setReplacing(source);
    group.lookup().get().ask();
  }

  /// Lets another address take a source's place.
  void replace(SourceGroup group, NtpSource member, InetAddress address) {
    NtpSource successor = create(group, address);
    group.replace(member, successor);
    member.close();
    log.info(
        "Source "
            + member.address().getAddress().getHostAddress()
            + " replaced with "
            + successor.label());
    successor.start();
    owner.onChanged();
  }

  private void refreshOldest() {
    long now = platform.monotonicClock().nowNanos();
    if (refreshNanos == 0 || now - lastRefreshNanos < refreshNanos) {
      return;
    }
    lastRefreshNanos = now;
    groups.stream()
        .filter(group -> group.lookup().isPresent())
        .min((a, b) -> Long.compare(a.resolvedNanos(), b.resolvedNanos()))
        .ifPresent(this::refresh);
  }

  private void refresh(SourceGroup group) {
    group.setRefreshing();
    group.lookup().ifPresent(NameLookup::ask);
  }

  private SourceGroup groupOf(NtpSource source) {
    for (SourceGroup group : groups) {
      if (group.members().contains(source)) {
        return group;
      }
    }
    throw new IllegalStateException(source.label() + " is not among the sources");
  }

  /// Whether addresses like this one are wanted.
  boolean accepts(SourceLine line, InetAddress address) {
    return family.accepts(address) && line.family().accepts(address);
  }

  /// A new sender of broadcasts for a line that listens to them.
  NtpSource admitBroadcaster(SourceGroup group, InetSocketAddress sender) {
    NtpSource source = factory.create(group.line(), sender, this);
    group.add(source);
    log.info("Added source " + source.label());
    if (started) {
      source.start();
    }
    return source;
  }

  /// A new address for a line that has a place for it.
  void admit(SourceGroup group, InetAddress address) {
    NtpSource source = create(group, address);
    group.add(source);
    log.debug("Added source " + source.label());
    if (started) {
      source.start();
    }
  }

  private NtpSource create(SourceGroup group, InetAddress address) {
    return factory.create(group.line(), new InetSocketAddress(address, group.line().port()), this);
  }

  private void onFirstRoundEnded() {
    report.firstRoundEnded(NameLookup.FIRST_RETRY_SECONDS);
    owner.onFirstRoundEnded();
  }

  private void startMembers() {
    started = true;
    sources().forEach(NtpSource::start);
  }
}
