// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.crypto.KeyFile;
import dev.meantime.crypto.SymmetricKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// Reads the command line of `meantime query`.
final class QueryOptionsParser {

  private static final int DEFAULT_SAMPLES = 3;
  private static final int MOST_SAMPLES = 1000;
  private static final double DEFAULT_INTERVAL = 1;
  private static final double SHORTEST_INTERVAL = 0.1;
  private static final double DEFAULT_TIMEOUT = 3;

  private QueryOptionsParser() {}

  /// The options; empty when there is nothing more to do because help was asked for.
  ///
  /// @throws UsageException when the command line makes no sense
  static Optional<QueryOptions> parse(List<String> args, Output output) throws UsageException {
    CommandLine line = new CommandLine(spec());
    ParseResult parsed;
    try {
      parsed = line.parseArgs(args.toArray(String[]::new));
    } catch (CommandLine.ParameterException e) {
      throw new UsageException(e.getMessage());
    }
    if (parsed.hasMatchedOption("--help")) {
      line.usage(output.out());
      return Optional.empty();
    }
    return Optional.of(options(parsed));
  }

  private static QueryOptions options(ParseResult parsed) throws UsageException {
    List<QueryTarget> targets = new ArrayList<>();
    for (String host : parsed.matchedPositionalValue(0, List.<String>of())) {
      targets.add(QueryTarget.parse(host));
    }
    if (targets.isEmpty()) {
      throw new UsageException("whom to ask? Name at least one server");
    }
    int samples = parsed.matchedOptionValue("-n", DEFAULT_SAMPLES);
    if (samples < 1 || samples > MOST_SAMPLES) {
      throw new UsageException("-n takes 1 to " + MOST_SAMPLES + ": " + samples);
    }
    double interval = parsed.matchedOptionValue("-i", DEFAULT_INTERVAL);
    if (!(interval >= SHORTEST_INTERVAL)) {
      throw new UsageException("-i takes seconds, from " + SHORTEST_INTERVAL + " on: " + interval);
    }
    double timeout = parsed.matchedOptionValue("-t", DEFAULT_TIMEOUT);
    if (!(timeout > 0)) {
      throw new UsageException("-t takes seconds, more than 0: " + timeout);
    }
    int version = parsed.matchedOptionValue("--ntp-version", 0);
    if (parsed.hasMatchedOption("--ntp-version") && (version < 1 || version > 4)) {
      throw new UsageException("--ntp-version takes 1 to 4: " + version);
    }
    if (parsed.hasMatchedOption("-4") && parsed.hasMatchedOption("-6")) {
      throw new UsageException("-4 and -6 exclude each other");
    }
    return new QueryOptions(
        targets,
        samples,
        interval,
        timeout,
        family(parsed),
        key(parsed),
        version,
        parsed.hasMatchedOption("--json"),
        parsed.hasMatchedOption("-v"));
  }

  private static QueryOptions.Family family(ParseResult parsed) {
    if (parsed.hasMatchedOption("-4")) {
      return QueryOptions.Family.IPV4;
    }
    return parsed.hasMatchedOption("-6") ? QueryOptions.Family.IPV6 : QueryOptions.Family.ANY;
  }

  private static Optional<SymmetricKey> key(ParseResult parsed) throws UsageException {
    if (!parsed.hasMatchedOption("-a")) {
      return Optional.empty();
    }
    long id = parsed.matchedOptionValue("-a", 0L);
    Path file = Path.of(parsed.matchedOptionValue("-k", "/etc/chrony/chrony.keys"));
    String text;
    try {
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UsageException("cannot read the key file " + file + ": " + e.getMessage());
    }
    // The same words mean the same key in both formats unless a prefix or a comment behind a key
    // tells them apart;
    // chrony's is tried first.
    Optional<SymmetricKey> key = find(KeyFile.parseChrony(file.toString(), text), id);
    if (key.isEmpty()) {
      key = find(KeyFile.parseNtp(text), id);
    }
    if (key.isEmpty()) {
      throw new UsageException("no usable key " + id + " in " + file);
    }
    return key;
  }

  private static Optional<SymmetricKey> find(KeyFile file, long id) {
    return file.keys().stream().filter(key -> key.id() == id).findFirst();
  }

  private static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("meantime query");
    spec.usageMessage()
        .description(
            "Asks NTP servers, every address of each name, and judges the answers.",
            "An offset is positive when the local clock is behind.")
        .customSynopsis("meantime query [OPTION]... HOST[:PORT]...")
        .sortOptions(false)
        .exitCodeListHeading("%nExit status:%n")
        .exitCodeList(exitCodes());
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("HOST[:PORT]")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("0..*")
            .description("a name or an address; an IPv6 address with port in brackets")
            .build());
    value(
        spec,
        Integer.class,
        "COUNT",
        "how often each address is asked; 3 if not given",
        "-n",
        "--samples");
    value(
        spec, Double.class, "SECONDS", "between two requests; 1 if not given", "-i", "--interval");
    value(
        spec,
        Double.class,
        "SECONDS",
        "how long to wait for an answer; 3 if not given",
        "-t",
        "--timeout");
    flag(spec, "IPv4 addresses only", "-4");
    flag(spec, "IPv6 addresses only", "-6");
    value(spec, Long.class, "ID", "authenticate with this symmetric key", "-a", "--key");
    value(
        spec,
        String.class,
        "FILE",
        "chrony's or ntpd's key file; /etc/chrony/chrony.keys if not given",
        "-k",
        "--keyfile");
    value(spec, Integer.class, "VERSION", "version of NTP to ask with, 1 to 4", "--ntp-version");
    flag(spec, "one JSON document, see docs/json.md", "--json");
    flag(spec, "with every sample and its timestamps", "-v", "--verbose");
    spec.addOption(
        OptionSpec.builder("--help", "-h").usageHelp(true).description("this text").build());
    return spec;
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put("0", "every server is usable");
    codes.put("1", "some answered, but not every server is usable");
    codes.put("2", "the command line makes no sense");
    codes.put("3", "no server answered");
    return codes;
  }

  private static void flag(CommandSpec spec, String description, String... names) {
    add(spec, boolean.class, "", description, names);
  }

  private static void value(
      CommandSpec spec, Class<?> type, String label, String description, String... names) {
    add(spec, type, label, description, names);
  }

  private static void add(
      CommandSpec spec, Class<?> type, String label, String description, String... names) {
    OptionSpec.Builder builder =
        OptionSpec.builder(names[0], java.util.Arrays.copyOfRange(names, 1, names.length));
    builder.type(type).description(description);
    if (!label.isEmpty()) {
      builder.paramLabel(label);
    }
    spec.addOption(builder.build());
  }
}
