// SPDX-License-Identifier: Apache-2.0
package dev.meantime.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Counts what the daemon's answering threads allocate over ten million requests, and the garbage
/// collections meanwhile: neither may be.
final class Allocation {

  private static final long REQUESTS = 10_000_000;
  private static final int RATE = 100_000;
  private static final int PART_MILLIS = 20_000;
  private static final int WARM_UP_MILLIS = 10_000;

  /// What the virtual machine itself may add to the thread's account, such as a compiled method's
  /// first call: octets.
  private static final long LEEWAY = 64 << 10;

  private static final Pattern THREAD =
      Pattern.compile("\"(server[^\"]*)\".* allocated=([0-9.]+)([BKMG]?)");

  private final Hosts hosts;
  private final Load load;
  private final PrintStream out;

  Allocation(Hosts hosts, Load load, PrintStream out) {
    this.hosts = hosts;
    this.load = load;
    this.out = out;
  }

  /// Whether nothing was allocated.
  boolean run() throws IOException {
    Path log = Hosts.scratch().resolve("gc.log");
    try (RunningServer server =
        RunningServer.start(Contender.SOCKETS, hosts, "-Xlog:gc:file=" + log)) {
      load.run(Load.Kind.FIRST, RATE, WARM_UP_MILLIS);
      load.run(Load.Kind.INTERLEAVED, RATE / 2, WARM_UP_MILLIS);
      server.check();
      long before = allocated(server.pid());
      long collections = collections(log);
      long replies = 0;
      long interleaved = 0;
      while (replies < REQUESTS) {
        LoadResult result = load.run(Load.Kind.INTERLEAVED, RATE, PART_MILLIS);
        if (result.replies() == 0) {
          throw new IOException("no answers any more: " + server.output());
        }
        replies += result.replies();
        interleaved += result.interleaved();
      }
      long octets = allocated(server.pid()) - before;
      long more = collections(log) - collections;
      boolean good = octets <= LEEWAY && more == 0;
      out.printf(
          Locale.ROOT,
          "%s  %d replies, %d of them interleaved: the answering threads allocated %d"
              + " octets (%.4f a reply); %d garbage collections%n",
          good ? "reached" : "MISSED ",
          replies,
          interleaved,
          octets,
          (double) octets / replies,
          more);
      return good;
    }
  }

  private static long collections(Path log) throws IOException {
    return Files.readAllLines(log).stream().filter(line -> line.contains("Pause")).count();
  }

  /// What they have allocated since they began, octets.
  private static long allocated(long pid) throws IOException {
    String jcmd = System.getProperty("java.home") + "/bin/jcmd";
    String threads = Shell.output(List.of(jcmd, Long.toString(pid), "Thread.print", "-e"));
    Matcher matcher = THREAD.matcher(threads);
    double sum = 0;
    boolean found = false;
    while (matcher.find()) {
      found = true;
      double unit =
          switch (matcher.group(3)) {
            case "K" -> 1 << 10;
            case "M" -> 1 << 20;
            case "G" -> 1 << 30;
            default -> 1;
          };
      sum += Double.parseDouble(matcher.group(2)) * unit;
    }
    if (!found) {
      throw new IOException("no thread of the server in:\n" + threads);
    }
    return Math.round(sum);
  }
}
