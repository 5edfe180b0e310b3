// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.crypto.SymmetricKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the command line of `meantime query`.
final class QueryOptionsParser {

  private static final int DEFAULT_SAMPLES = 3;
  private static final int MOST_SAMPLES = 1000;
  private static final double DEFAULT_INTERVAL = 1;
  private static final double SHORTEST_INTERVAL = 0.1;
  private static final double DEFAULT_TIMEOUT = 3;

  private static final double SHORTEST_TIMEOUT = 0.001;
  private static final long LARGEST_KEY_ID = 0xffff_ffffL;

  private static final List<Option> OPTIONS =
      List.of(
          Option.valued("n", "samples", "COUNT", "how often each address is asked; 3 if not given"),
          Option.valued("i", "interval", "SECONDS", "between two requests; 1 if not given"),
          Option.valued(
              "t", "timeout", "SECONDS", "how long to wait for an answer; 3 if not given"),
          Option.flag("4", "ipv4", "IPv4 addresses only"),
          Option.flag("6", "ipv6", "IPv6 addresses only"),
          Option.valued("a", "key", "ID", "authenticate with this symmetric key"),
          Option.valued(
              "k",
              "keyfile",
              "FILE",
              "chrony's or ntpd's key file;\n/etc/chrony/chrony.keys if not given"),
          Option.valued("", "ntp-version", "VERSION", "version of NTP to ask with, 1 to 4"),
          Option.flag("", "json", "one JSON document, see docs/json.md"),
          Option.flag("v", "verbose", "with every sample and its timestamps"));

  private static final String EXIT_CODES =
      """

      Exit status:
        0   every server is usable
        1   some answered, but not every server is usable
        2   the command line makes no sense
        3   no server answered with the time
      """;

  private QueryOptionsParser() {}

  /// The options; empty when there is nothing more to do because help was asked for.
  ///
  /// @throws UsageException when the command line makes no sense
  static Optional<QueryOptions> parse(List<String> args, Output output) throws UsageException {
    OptionParser parser =
        new OptionParser(
            "query",
            "Asks NTP servers, every address of each name, and judges the answers.\n"
                + "An offset is positive when the local clock is behind",
            "HOST[:PORT]...",
            OPTIONS);
    OptionParser.Parsed parsed = parser.parse(args);
    if (parsed.has("help")) {
      output.out().print(parser.help());
      output.out().print(EXIT_CODES);
      return Optional.empty();
    }
    return Optional.of(options(parsed));
  }

  private static QueryOptions options(OptionParser.Parsed parsed) throws UsageException {
    List<QueryTarget> targets = new ArrayList<>();
    for (String host : parsed.operands()) {
      targets.add(QueryTarget.parse(host));
    }
    if (targets.isEmpty()) {
      throw new UsageException("whom to ask? Name at least one server");
    }
    if (parsed.has("ipv4") && parsed.has("ipv6")) {
      throw new UsageException("-4 and -6 exclude each other");
    }
    return new QueryOptions(
        targets,
        parsed.integer("samples", DEFAULT_SAMPLES, 1, MOST_SAMPLES),
        parsed.real("interval", DEFAULT_INTERVAL, SHORTEST_INTERVAL),
        parsed.real("timeout", DEFAULT_TIMEOUT, SHORTEST_TIMEOUT),
        family(parsed),
        key(parsed),
        parsed.integer("ntp-version", 0, 1, 4),
        parsed.has("json"),
        parsed.has("verbose"));
  }

  private static QueryOptions.Family family(OptionParser.Parsed parsed) {
    if (parsed.has("ipv4")) {
      return QueryOptions.Family.IPV4;
    }
    return parsed.has("ipv6") ? QueryOptions.Family.IPV6 : QueryOptions.Family.ANY;
  }

  private static Optional<SymmetricKey> key(OptionParser.Parsed parsed) throws UsageException {
    if (!parsed.has("key")) {
      if (parsed.has("keyfile")) {
        throw new UsageException("which key of the file? Name its ID with -a");
      }
      return Optional.empty();
    }
    return Optional.of(
        QueryKeys.read(
            Path.of(parsed.value("keyfile").orElse("/etc/chrony/chrony.keys")),
            parsed.whole("key", 0, 1, LARGEST_KEY_ID)));
  }
}
