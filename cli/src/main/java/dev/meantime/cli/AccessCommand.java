// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.cli.AccessAnswer.Client;
import dev.meantime.control.AccessService;
import dev.meantime.control.ControlAddress;
import dev.meantime.control.ControlRequest;
import dev.meantime.daemon.config.ConfigParser;
import dev.meantime.daemon.config.ConfigProblem;
import dev.meantime.daemon.config.ConfigResult;
import dev.meantime.daemon.config.ConfigSource;
import dev.meantime.daemon.config.DiskConfigSource;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// `meantime access`: whether a client may use the server and its command port, by the running
/// daemon as far as it tells, and which line of the configuration says so.
final class AccessCommand {

  /// The one place where a daemon answers this question: to whoever may command it.
  private static final List<String> SOCKET = List.of(Daemons.DEFAULT.getFirst());

  private static final OptionParser PARSER =
      new OptionParser(
          Subcommand.ACCESS.word(),
          Subcommand.ACCESS.summary()
              + ".\nThe exit status is 0 when it may ask for the time from each of its addresses,"
              + "\n1 when it may not, and 2 when that cannot be told",
          "CLIENT",
          List.of(
              Option.valued(
                  "f",
                  "FILE",
                  "by this configuration alone, in place of the\nrunning daemon and its file"),
              Option.flag("", "json", "one JSON document"),
              Option.valued(
                  "h",
                  "host",
                  "HOST[,HOST]",
                  "where to ask the daemon; it tells who reaches its\nUnix socket, which is the"
                      + " default"),
              Option.valued("p", "port", "PORT", "UDP port of the daemon, 323 if not given")));

  /// Finds the way to a daemon.
  @FunctionalInterface
  interface Connector {
    ControlClient connect(List<String> hosts, int port) throws UnknownHostException;
  }

  private final ConfigSource source;
  private final Function<String, List<InetAddress>> names;
  private final Connector connector;

  /// @param source where configuration files are
  /// @param names the addresses of a name, none when it is not known
  AccessCommand(
      ConfigSource source, Function<String, List<InetAddress>> names, Connector connector) {
    this.source = source;
    this.names = names;
    this.connector = connector;
  }

  static int run(List<String> args, Output output) {
    SecureRandom random = new SecureRandom();
    Connector connector =
        (hosts, port) -> new ControlClient(Daemons.of(hosts, port), random::nextInt);
    return new AccessCommand(new DiskConfigSource(), AccessCommand::lookUp, connector)
        .explain(args, output);
  }

  int explain(List<String> args, Output output) {
    try {
      OptionParser.Parsed parsed = PARSER.parse(args);
      if (parsed.has("help")) {
        output.out().print(PARSER.help());
        return Exit.OK;
      }
      if (parsed.operands().size() != 1) {
        throw new UsageException("one CLIENT is expected: a name or an address");
      }
      return explain(parsed, output);
    } catch (UsageException e) {
      return cannotTell(output, e.getMessage() + " (see --help)");
    } catch (UnknownHostException e) {
      return cannotTell(output, "no address for host " + e.getMessage());
    } catch (ControlException e) {
      return cannotTell(output, String.valueOf(e.getMessage()));
    }
  }

  private int explain(OptionParser.Parsed parsed, Output output)
      throws UsageException, UnknownHostException, ControlException {
    int port = parsed.integer("port", Daemons.DEFAULT_PORT, 1, 65_535);
    String client = parsed.operands().getFirst();
    List<InetAddress> addresses = names.apply(client);
    if (addresses.isEmpty()) {
      throw new UnknownHostException(client);
    }
    ConfigResult config =
        parsed.value("f").isPresent()
            ? ConfigParser.parseFile(parsed.value("f").get(), source)
            : ConfigParser.parseDefault(source);
    if (config.hasErrors()) {
      config.problems().stream().filter(ConfigProblem::isError).forEach(output.err()::println);
      return cannotTell(output, "the configuration has errors");
    }
    Set<String> unknown = new LinkedHashSet<>();
    AccessJudge judge = new AccessJudge(config.config(), name -> first(name, unknown));
    List<Client> clients = new ArrayList<>();
    String silence = "";
    if (parsed.has("f") && !parsed.has("host")) {
      addresses.forEach(address -> clients.add(byFile(judge, address)));
    } else {
      List<String> hosts =
          parsed.value("host").map(given -> Arrays.asList(given.split(","))).orElse(SOCKET);
      silence = ask(hosts, port, judge, addresses, clients);
    }
    StringBuilder out = new StringBuilder();
    AccessText text = new AccessText(client, clients, unknown, silence);
    if (parsed.has("json")) {
      text.json(out);
    } else {
      text.table(out);
    }
    output.out().print(out);
    return clients.stream().allMatch(each -> each.ntp().allowed()) ? Exit.OK : Exit.FAILED;
  }

  /// The address that counts for a line about a host.
  private Optional<InetAddress> first(String name, Set<String> unknown) {
    Optional<InetAddress> first = names.apply(name).stream().findFirst();
    if (first.isEmpty()) {
      unknown.add(name);
    }
    return first;
  }

  /// Asks the daemon about each address, until it does not answer.
  ///
  /// @return why it did not; empty when it did
  private String ask(
      List<String> hosts,
      int port,
      AccessJudge judge,
      List<InetAddress> addresses,
      List<Client> clients)
      throws UnknownHostException {
    String silence = "";
    try (ControlClient daemon = connector.connect(hosts, port)) {
      for (InetAddress address : addresses) {
        if (silence.isEmpty()) {
          try {
            clients.add(byDaemon(daemon, judge, address));
            continue;
          } catch (ControlException e) {
            silence = String.valueOf(e.getMessage());
          }
        }
        clients.add(byFile(judge, address));
      }
    }
    return silence;
  }

  private static Client byFile(AccessJudge judge, InetAddress address) {
    return new Client(
        address,
        new AccessAnswer(judge.judge(AccessService.NTP, address), Optional.empty()),
        new AccessAnswer(judge.judge(AccessService.COMMANDS, address), Optional.empty()));
  }

  private static Client byDaemon(ControlClient daemon, AccessJudge judge, InetAddress address)
      throws ControlException {
    return new Client(
        address,
        byDaemon(daemon, judge, address, AccessService.NTP),
        byDaemon(daemon, judge, address, AccessService.COMMANDS));
  }

  private static AccessAnswer byDaemon(
      ControlClient daemon, AccessJudge judge, InetAddress address, AccessService service)
      throws ControlException {
    ControlRequest.CheckAccess question =
        new ControlRequest.CheckAccess(service, ControlAddress.of(address));
    return new AccessAnswer(judge.judge(service, address), Optional.of(daemon.isAllowed(question)));
  }

  private static int cannotTell(Output output, String reason) {
    output.err().println("meantime access: " + reason);
    return Exit.USAGE;
  }

  private static List<InetAddress> lookUp(String name) {
    try {
      return List.of(InetAddress.getAllByName(name));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }
}
