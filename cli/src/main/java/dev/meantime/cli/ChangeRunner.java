// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.control.ControlRequest;
import dev.meantime.control.ControlStatus;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Has a daemon change something, and says what it answered: chronyc's line, on standard output as
/// there; JSON's reader gets failures on standard error.
final class ChangeRunner {

  /// What a command line asks for.
  @FunctionalInterface
  interface Change {
    /// The request.
    ///
    /// @throws UsageException when the command line makes no sense
    ControlRequest.Command of(OptionParser.Parsed parsed) throws UsageException;
  }

  /// Finds the way to a daemon.
  @FunctionalInterface
  interface Connector {
    ControlClient connect(List<String> hosts, int port) throws UnknownHostException;
  }

  private final Connector connector;

  ChangeRunner(Connector connector) {
    this.connector = connector;
  }

  static int run(
      Subcommand command,
      String operands,
      List<Option> options,
      Change change,
      List<String> args,
      Output output) {
    SecureRandom random = new SecureRandom();
    return new ChangeRunner(
            (hosts, port) -> new ControlClient(Daemons.of(hosts, port), random::nextInt))
        .change(command, operands, options, change, args, output);
  }

  int change(
      Subcommand command,
      String operands,
      List<Option> options,
      Change change,
      List<String> args,
      Output output) {
    OptionParser parser =
        new OptionParser(command.word(), command.summary(), operands, withPlace(options));
    try {
      OptionParser.Parsed parsed = parser.parse(args);
      if (parsed.has("help")) {
        output.out().print(parser.help());
        return Exit.OK;
      }
      return ask(change.of(parsed), parsed, output);
    } catch (UsageException e) {
      output.err().println("meantime " + command.word() + ": " + e.getMessage() + " (see --help)");
      return Exit.USAGE;
    }
  }

  private int ask(ControlRequest.Command request, OptionParser.Parsed parsed, Output output)
      throws UsageException {
    List<String> hosts =
        parsed.value("host").map(host -> Arrays.asList(host.split(","))).orElse(Daemons.DEFAULT);
    int port = parsed.integer("port", Daemons.DEFAULT_PORT, 1, 65_535);
    boolean json = parsed.has("json");
    try (ControlClient daemon = connector.connect(hosts, port)) {
      daemon.command(request);
      StringBuilder text = new StringBuilder();
      if (json) {
        Json.document(
            text, "meantime.change/1", fields -> fields.writeBooleanProperty("done", true));
      } else {
        text.append(ControlStatus.SUCCESS.text()).append('\n');
      }
      output.out().print(text);
      return Exit.OK;
    } catch (UnknownHostException e) {
      output.err().println("meantime: no address for host " + e.getMessage());
    } catch (ControlException e) {
      if (json) {
        output.err().println("meantime: " + e.getMessage());
      } else {
        output.out().println(e.getMessage());
      }
    }
    return Exit.FAILED;
  }

  private static List<Option> withPlace(List<Option> options) {
    List<Option> all = new ArrayList<>(options);
    all.add(Option.flag("", "json", "one JSON document"));
    all.add(
        Option.valued(
            "h",
            "host",
            "HOST[,HOST]",
            "where the daemon is; it obeys who reaches its Unix\nsocket, the first default"));
    all.add(Option.valued("p", "port", "PORT", "UDP port of the daemon, 323 if not given"));
    return all;
  }
}
