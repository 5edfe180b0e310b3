// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.client.NtpClient;
import dev.meantime.client.NtpResult;
import dev.meantime.client.NtpServer;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `meantime query`: asks servers, and judges what they answer.
final class QueryCommand {

  private static final long PROGRESS_AFTER_MILLIS = 500;

  private final QueryOptions options;
  private final Output output;
  private final List<Asked> asked = new ArrayList<>();

  private QueryCommand(QueryOptions options, Output output) {
    this.options = options;
    this.output = output;
  }

  static int run(List<String> args, Output output) {
    try {
      Optional<QueryOptions> options = QueryOptionsParser.parse(args, output);
      return options.isEmpty() ? Exit.OK : new QueryCommand(options.get(), output).run();
    } catch (UsageException e) {
      output.err().println("meantime query: " + e.getMessage());
      output.err().println("Try 'meantime query --help'.");
      return Exit.USAGE;
    } catch (ControlException e) {
      output.err().println("meantime query: " + e.getMessage());
      return Exit.FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Exit.FAILED;
    }
  }

  /// An address to ask, and what it answered so far.
  private record Asked(String name, NtpServer server, List<NtpResult> results) {}

  private int run() throws InterruptedException, ControlException {
    options.targets().forEach(this::resolve);
    try (NtpClient client = NtpClient.open()) {
      for (int sample = 0; sample < options.samples(); sample++) {
        if (sample > 0) {
          pause();
        }
        ask(client, sample);
      }
    }
    List<QueryAnswer> answers = new ArrayList<>();
    for (Asked one : asked) {
      answers.add(new QueryAnswer(one.name(), one.results()));
    }
    StringBuilder text = new StringBuilder();
    if (options.json()) {
      QueryJson.write(text, answers);
    } else {
      text.append(QueryTable.of(answers, options.verbose()));
    }
    output.out().print(text);
    return exit(answers);
  }

  private void resolve(QueryTarget target) {
    try {
      boolean found = false;
      for (InetAddress address : InetAddress.getAllByName(target.host())) {
        boolean wanted =
            switch (options.family()) {
              case ANY -> true;
              case IPV4 -> address instanceof Inet4Address;
              case IPV6 -> !(address instanceof Inet4Address);
            };
        if (wanted) {
          found = true;
          add(target, address);
        }
      }
      if (!found) {
        fail(target, target.host() + " has no address of the family asked for");
      }
    } catch (UnknownHostException e) {
      fail(
          target,
          "cannot resolve "
              + target.host()
              + ": there is no such name, or no name server answers; check /etc/resolv.conf");
    }
  }

  private void add(QueryTarget target, InetAddress address) {
    NtpServer server = NtpServer.of(new InetSocketAddress(address, target.port()));
    if (options.key().isPresent()) {
      server = server.withKey(options.key().get());
    }
    if (options.version() != 0) {
      server = server.withVersion(options.version());
    }
    String literal = address.getHostAddress();
    String name = target.toString();
    if (!literal.equals(target.host()) && !isSameAddress(target.host(), literal)) {
      name += " (" + literal + ")";
    }
    asked.add(new Asked(name, server, new ArrayList<>()));
  }

  /// An IPv6 address has many spellings.
  private static boolean isSameAddress(String host, String literal) {
    return host.indexOf(':') >= 0 && literal.indexOf(':') >= 0;
  }

  private void fail(QueryTarget target, String why) {
    NtpServer server = NtpServer.of(target.host(), target.port());
    List<NtpResult> results = new ArrayList<>();
    results.add(new NtpResult.Failure(server, new NtpResult.Cause.UnknownHost(why)));
    asked.add(new Asked(target.toString(), server, results));
  }

  private void ask(NtpClient client, int sample) throws InterruptedException {
    List<Asked> open = new ArrayList<>();
    List<NtpServer> servers = new ArrayList<>();
    for (Asked one : asked) {
      if (one.results().size() == sample && mayAskAgain(one)) {
        open.add(one);
        servers.add(one.server());
      }
    }
    Progress progress =
        Progress.start(output, PROGRESS_AFTER_MILLIS, progressText(sample, open.size()));
    try {
      Duration timeout = Duration.ofNanos(Math.round(options.timeoutSeconds() * 1e9));
      List<NtpResult> results = client.queryAll(servers, timeout);
      for (int i = 0; i < open.size(); i++) {
        open.get(i).results().add(results.get(i));
      }
    } finally {
      progress.end();
    }
  }

  /// A server that refused is left alone, and a name that was not found stays so.
  private static boolean mayAskAgain(Asked one) {
    return one.results().isEmpty()
        || !(one.results().getLast() instanceof NtpResult.Failure(NtpServer _, var cause)
            && (cause instanceof NtpResult.Cause.KissOfDeath
                || cause instanceof NtpResult.Cause.UnknownHost));
  }

  private String progressText(int sample, int servers) {
    return "asking "
        + servers
        + (servers == 1 ? " server" : " servers")
        + (options.samples() > 1 ? ", sample " + (sample + 1) + " of " + options.samples() : "")
        + "…";
  }

  private void pause() throws InterruptedException {
    Thread.sleep(Duration.ofNanos(Math.round(options.intervalSeconds() * 1e9)));
  }

  private static int exit(List<QueryAnswer> answers) {
    boolean anyAnswer = false;
    boolean allUsable = true;
    for (QueryAnswer answer : answers) {
      anyAnswer |= answer.best().isPresent();
      allUsable &= answer.isUsable();
    }
    if (!anyAnswer) {
      return Exit.NO_ANSWER;
    }
    return allUsable ? Exit.OK : Exit.FAILED;
  }
}
