// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.control.ControlResponder;
import dev.meantime.control.RequestCode;
import dev.meantime.control.ntpq.NtpqResponder;
import dev.meantime.daemon.config.OpenCommand;
import dev.meantime.daemon.config.ServerConfig;
import dev.meantime.daemon.config.SourceLine;
import dev.meantime.engine.SourceId;
import dev.meantime.engine.association.Measurement;
import dev.meantime.engine.estimate.Explanation;
import dev.meantime.engine.respond.ClientLog;
import dev.meantime.engine.respond.ResponderOptions;
import dev.meantime.engine.select.Candidate;
import dev.meantime.engine.select.ClockEstimate;
import dev.meantime.engine.select.Selection.SelectionEvent;
import dev.meantime.engine.select.Selection.WhyLost;
import dev.meantime.engine.select.SourceSelector;
import dev.meantime.engine.select.SourceVerdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Normal operation: the configured sources, the selection among them, and the clock that follows.
/// Confined to the loop.
final class Operation implements SourceManager.Owner, Refclocks.Owner, Selecting.Outcomes {

  private final Setup setup;
  private final SourceManager manager;
  private final Refclocks refclocks;
  private final Server server;
  private final List<BroadcastServer> broadcasts = new ArrayList<>();
  private final Selecting selecting;
  private final Runnable whenReady;
  private final ServiceAccess access;
  private final AccessNames accessNames;
  private final Optional<SignedAnswers> signedAnswers;
  private final ControlSockets control;
  private Optional<SourceDirectories> sourceDirectories = Optional.empty();

  /// @param whenReady once the sources were started
  /// @param shutdown ends the daemon
  Operation(Setup setup, Runnable whenReady, Runnable shutdown) {
    this.setup = setup;
    this.whenReady = whenReady;
    this.manager =
        new SourceManager(
            setup.platform(),
            setup.sources(),
            setup.options().family(),
            setup.config().sources().refreshSeconds(),
            setup.log(),
            this);
    this.refclocks = new Refclocks(setup, this);
    this.selecting =
        new Selecting(
            new SourceSelector(setup.config().selection()),
            setup.timekeeper(),
            this::sources,
            this);
    selecting.setOrphanStratum(setup.config().served().local().orphanStratum());
    this.access =
        new ServiceAccess(
            new AccessRules(setup.config().server().access()),
            new AccessRules(setup.config().command().access()));
    this.server = new Server(setup, setup.timekeeper()::servedClock, access.ntp().table());
    access.ntp().onChange(server::setAccess);
    int port = setup.config().server().port();
    if (port != 0) {
      setup.sources().attach(server, port);
    }
    CommandLog commandLog = commandLog(setup);
    this.accessNames = new AccessNames(setup.platform(), setup.options().family(), setup.log());
    Set<RequestCode> open = EnumSet.noneOf(RequestCode.class);
    for (OpenCommand command : setup.config().command().open()) {
      open.addAll(RequestCode.ofOpenCommand(command.label()));
    }
    DaemonControl reports =
        new DaemonControl(
            setup.timekeeper(),
            manager,
            refclocks,
            selecting,
            setup.sources()::authentication,
            new ServerReporter(server, commandLog, setup.platform().wallClock()),
            access,
            new DaemonCommands(setup, this, shutdown));
    if (setup.config().server().ntpq() != ServerConfig.NtpqAnswers.NEVER) {
      NtpqView view = new NtpqView(reports, server, setup);
      server.takeControl(
          new NtpqAnswers(
              () -> new NtpqResponder(view, setup.platform().entropy().nextLong()),
              server,
              setup.platform().monotonicClock()));
    }
    this.signedAnswers = signedAnswers(setup, server);
    signedAnswers.ifPresent(server::takeSignatureRequests);
    this.control =
        new ControlSockets(
            setup.platform().network(),
            setup.config().command(),
            new ControlResponder(reports, open),
            access.commands(),
            commandLog,
            setup.log());
  }

  private static Optional<SignedAnswers> signedAnswers(Setup setup, Server server) {
    ServerConfig config = setup.config().server();
    if (config.signerDirectory().isEmpty()) {
      return Optional.empty();
    }
    setup.log().info("MS-SNTP authentication enabled");
    Path socket = Path.of(config.signerDirectory(), SigningMessages.SOCKET);
    return Optional.of(
        new SignedAnswers(
            setup.platform(),
            server::view,
            new ResponderOptions(setup.precisionExponent(), config.rateLimit(), 0),
            setup.platform().localProgram(socket),
            server::send,
            setup.log()));
  }

  private static CommandLog commandLog(Setup setup) {
    long room = ClientLogRoom.forCommands(setup.config().server().clientLogLimit());
    Optional<ClientLog> clients =
        room == 0
            ? Optional.empty()
            : Optional.of(
                new ClientLog(
                    room,
                    setup.config().command().rateLimit(),
                    setup.platform().entropy().nextLong()));
    return new CommandLog(clients, setup.platform().wallClock());
  }

  SourceManager manager() {
    return manager;
  }

  Refclocks refclocks() {
    return refclocks;
  }

  Selecting selecting() {
    return selecting;
  }

  ServiceAccess access() {
    return access;
  }

  /// All that is selected among, reference clocks first.
  private List<Source> sources() {
    List<Source> all = new ArrayList<>(refclocks.sources());
    all.addAll(manager.sources());
    return all;
  }

  /// How every source with an address stands.
  List<SourceSnapshot> snapshots() {
    return manager.sources().stream()
        .map(source ->
            new SourceSnapshot(
                source.id(),
                source.line().name(),
                source.address(),
                source.state(),
                source.estimate(),
                selecting.verdict(source.id())))
        .toList();
  }

  /// How every reference clock stands.
  List<RefclockSnapshot> refclockSnapshots() {
    return refclocks.sources().stream()
        .map(source ->
            new RefclockSnapshot(
                source.id(),
                source.line().refid(),
                source.state(),
                source.estimate(),
                selecting.verdict(source.id())))
        .toList();
  }

  /// What the estimate of a source rests on; empty when there is no such source.
  Optional<Explanation> explain(SourceId id) {
    return find(id).map(Source::explain);
  }

  boolean steers() {
    return setup.steers();
  }

  void start() {
    accessNames.start(access.ntp(), "allow", "deny");
    accessNames.start(access.commands(), "cmdallow", "cmddeny");
    control.open();
    setup.timekeeper().addListener(server);
    setup.timekeeper().onServedClock(server::onClock);
    server.start();
    for (ServerConfig.Broadcast line : setup.config().server().broadcasts()) {
      BroadcastServer.of(line, setup, setup.timekeeper()::servedClock, server)
          .ifPresent(broadcasts::add);
    }
    broadcasts.forEach(BroadcastServer::start);
    refclocks.start();
    for (SourceLine line : setup.config().sources().lines()) {
      if (manager.add(line, true) == SourceManager.Added.ALREADY_IN_USE) {
        setup.log().warn("Could not add source " + line.name() + " : Already in use");
      }
    }
    SourceDirectories directories = new SourceDirectories(setup, manager);
    sourceDirectories = Optional.of(directories);
    directories.load(manager::start);
  }

  /// Writes what was measured to the dump directory, if there is one.
  void dump() {
    setup.dumps().ifPresent(dumps -> dumps.write(manager.sources()));
  }

  void close() {
    accessNames.close();
    control.close();
    broadcasts.forEach(BroadcastServer::close);
    setup.timekeeper().onServedClock(() -> {});
    setup.timekeeper().removeListener(server);
    server.close();
    signedAnswers.ifPresent(SignedAnswers::close);
    setup.dumps().ifPresent(dumps -> dumps.writeNow(manager.sources()));
    manager.close();
    refclocks.close();
  }

  /// Reads the `*.sources` files again.
  void reloadSources() {
    sourceDirectories.ifPresent(directories -> directories.load(() -> {}));
  }

  @Override
  public void onUpdated(Source source) {
    setup.logs().onUpdated(source);
    selecting.onUpdated(source.id());
  }

  @Override
  public void onChanged() {
    selecting.onChanged();
  }

  @Override
  public void onMeasured(NtpSource source, Measurement measurement) {
    setup.logs().onMeasured(source, measurement);
  }

  @Override
  public void onActivity() {}

  @Override
  public void onFirstRoundEnded() {
    setup.dumps().ifPresent(this::takeHistories);
    whenReady.run();
  }

  @Override
  public void onUpdate(ClockEstimate estimate) {
    setup.timekeeper().onEstimate(estimate);
  }

  /// When the sources contradict each other the clock cannot be called synchronised any more. When
  /// they are only gone it still is what they made it: it runs on in holdover, and its error bound
  /// grows with time.
  @Override
  public void onLost(WhyLost why) {
    switch (why) {
      case WhyLost.NoMajority _ -> {
        if (setup.timekeeper().state().isSynchronised()) {
          setup.timekeeper().onUnsynchronised();
        }
      }
      case WhyLost.NoSources _,
          WhyLost.NoneSelectable _,
          WhyLost.RequiredMissing _,
          WhyLost.TooFew _ -> {}
    }
  }

  @Override
  public void onEvent(SelectionEvent event) {
    EventLog log = setup.log();
    switch (event) {
      case SelectionEvent.Selected(SourceId id) -> log.info("Selected source " + label(id));
      case SelectionEvent.Falseticker(SourceId id, String reason) ->
          log.warn("Detected falseticker " + label(id) + ": " + reason);
      case SelectionEvent.CannotSynchronise(WhyLost why) ->
          log.warn(SelectionMessages.cannotSynchronise(why));
      case SelectionEvent.Replace(SourceId id, var status, String reason) -> {
        log.debug("Source " + label(id) + " is of no use (" + status.label() + "): " + reason);
        if (find(id).orElse(null) instanceof NtpSource server) {
          manager.replace(server);
        }
      }
    }
  }

  @Override
  public void onSelected(List<Candidate> candidates, List<SourceVerdict> verdicts) {
    if (setup.logs().wantsSelections()) {
      Map<SourceId, String> names = new HashMap<>();
      for (Source source : sources()) {
        names.put(source.id(), source.logName());
      }
      long now = setup.timekeeper().toCooked(setup.timekeeper().now().wallNanos());
      setup.logs().onSelected(now, candidates, verdicts, names);
    }
  }

  /// The source with this number, as log files name it.
  Optional<String> logName(SourceId id) {
    return find(id).map(Source::logName);
  }

  private void takeHistories(DumpDirectory dumps) {
    if (setup.options().reloadDumps()) {
      dumps.load(
          manager.sources(), setup.timekeeper().toCooked(setup.timekeeper().now().wallNanos()));
    }
    dumps.clear();
  }

  private String label(SourceId id) {
    return find(id).map(Source::label).orElse("#" + id.number());
  }

  private Optional<Source> find(SourceId id) {
    return sources().stream().filter(source -> source.id().equals(id)).findFirst();
  }
}
