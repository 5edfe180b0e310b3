// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.control.CommandResult;
import dev.meantime.control.ControlAddress;
import dev.meantime.control.ControlRequest;
import dev.meantime.control.SmoothingChange;
import dev.meantime.control.SourceFilter;
import dev.meantime.engine.serve.LocalReference;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// What an administrator can make the daemon do while it runs. Confined to the loop.
final class DaemonCommands {

  private final Setup setup;
  private final Operation operation;
  private final Runnable shutdown;
  private final ServedTimeCommands servedTime;

  /// @param shutdown ends the daemon
  DaemonCommands(Setup setup, Operation operation, Runnable shutdown) {
    this.setup = setup;
    this.operation = operation;
    this.shutdown = shutdown;
    this.servedTime =
        new ServedTimeCommands(setup.timekeeper(), operation.selecting(), setup.log());
  }

  CommandResult execute(ControlRequest.Command command) {
    return switch (command) {
      case ControlRequest.SetOnline(SourceFilter filter) -> {
        operation.manager().resolveNow();
        yield each(filter, NtpSource::setOnline);
      }
      case ControlRequest.SetOffline(SourceFilter filter) -> each(filter, NtpSource::setOffline);
      case ControlRequest.SetOnlineByRoute() -> {
        operation.manager().resolveNow();
        yield each(SourceFilter.ALL, this::followRoute);
      }
      case ControlRequest.Burst(SourceFilter filter, int good, int total) ->
          each(filter, source -> source.burst(good, total));
      case ControlRequest.MakeStep() -> makeStep();
      case ControlRequest.Reselect() -> {
        operation.selecting().reselect();
        yield CommandResult.DONE;
      }
      case ControlRequest.SetReselectDistance(double seconds) -> {
        operation.selecting().setReselectDistance(seconds);
        yield CommandResult.DONE;
      }
      case ControlRequest.Refresh() -> {
        operation.manager().refresh();
        yield CommandResult.DONE;
      }
      case ControlRequest.ResetSources() -> {
        setup.log().info("Reset all sources");
        operation.refclocks().sources().forEach(RefclockSource::reset);
        yield each(SourceFilter.ALL, NtpSource::reset);
      }
      case ControlRequest.ReloadSources() -> {
        operation.reloadSources();
        yield CommandResult.DONE;
      }
      case ControlRequest.Shutdown() -> {
        // After the reply has left.
        setup.platform().timers().schedule(now(), shutdown);
        yield CommandResult.DONE;
      }
      case ControlRequest.ChangeAccess change -> operation.access().change(change, setup.log());
      case ControlRequest.SetLocal(LocalReference local) -> servedTime.setLocal(local);
      case ControlRequest.ChangeSmoothing(SmoothingChange change) ->
          servedTime.changeSmoothing(change);
      case ControlRequest.CycleLogs() -> {
        setup.logs().cycle();
        yield CommandResult.DONE;
      }
      // Without a dump directory there is nothing to do, and that succeeds.
      case ControlRequest.Dump() -> {
        operation.dump();
        yield CommandResult.DONE;
      }
      case ControlRequest.SetMaxUpdateSkew(double ppm) -> {
        setup.log().info(String.format(Locale.ROOT, "New maxupdateskew %f ppm", ppm));
        setup.timekeeper().setMaxUpdateSkew(Math.abs(ppm) * 1e-6);
        yield CommandResult.DONE;
      }
      case ControlRequest.SetMakeStep(int limit, double threshold) -> {
        setup
            .log()
            .info(
                String.format(Locale.ROOT, "New makestep threshold=%g limit=%d", threshold, limit));
        setup.timekeeper().setSteps(threshold, limit);
        yield CommandResult.DONE;
      }
    };
  }

  private CommandResult makeStep() {
    if (!operation.steers()) {
      return CommandResult.FAILED;
    }
    setup.timekeeper().stepRemaining();
    return CommandResult.DONE;
  }

  private void followRoute(NtpSource source) {
    if (setup.platform().network().isReachable(source.address().getAddress())) {
      source.setOnline();
    } else {
      source.setOffline();
    }
  }

  private CommandResult each(SourceFilter filter, Consumer<NtpSource> action) {
    List<NtpSource> matching =
        operation.manager().sources().stream()
            .filter(source -> filter.matches(DaemonControl.address(source)))
            .toList();
    if (matching.isEmpty() && !(filter.address() instanceof ControlAddress.Unspecified)) {
      return CommandResult.NO_SUCH_SOURCE;
    }
    matching.forEach(action);
    return CommandResult.DONE;
  }

  private long now() {
    return setup.platform().monotonicClock().nowNanos();
  }
}
