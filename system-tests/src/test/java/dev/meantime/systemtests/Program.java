// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A program that a test started, with what it printed so far. Only this process is ever signalled,
/// by its pid.
final class Program implements AutoCloseable {

  private static final Duration TO_END = Duration.ofSeconds(20);

  private final String name;
  private final Process process;
  private final List<String> lines = new ArrayList<>();
  private final Thread reader;

  private Program(String name, Process process) {
    this.name = name;
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().name("output of " + name).start(this::read);
  }

  /// Starts a program in a directory; what it prints to either stream is kept in the order it
  /// comes.
  static Program start(Path directory, List<String> command) {
    return start(directory, Map.of(), command);
  }

  /// The same with these variables added to the environment.
  static Program start(Path directory, Map<String, String> environment, List<String> command) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      return new Program(Path.of(command.getFirst()).getFileName().toString(), process);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command, e);
    }
  }

  /// Runs a program to its end.
  static Finished run(Path directory, Duration limit, List<String> command) {
    try (Program program = start(directory, command)) {
      return program.awaitEnd(limit);
    }
  }

  /// Waits for a line that contains the text.
  ///
  /// @return the first such line
  String awaitLine(String text, Duration limit) {
    awaitUntil("a line with '" + text + "'", limit, () -> firstLineWith(text) != NOT_FOUND);
    return lines().get(firstLineWith(text));
  }

  /// Waits until the condition holds, looking again every now and then; fails when the program ends
  /// first.
  void awaitUntil(String what, Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            what + " did not come within " + limit.toSeconds() + " s from " + this);
      }
      if (hasEnded(Duration.ofMillis(50)) && !condition.getAsBoolean()) {
        throw new AssertionError(what + " did not come before the end of " + this);
      }
    }
  }

  Finished awaitEnd(Duration limit) {
    if (!hasEnded(limit)) {
      throw new AssertionError("still running after " + limit.toSeconds() + " s: " + this);
    }
    try {
      reader.join();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    return new Finished(process.exitValue(), String.join("\n", lines()));
  }

  /// Asks it to end, with SIGTERM.
  Finished terminate() {
    process.destroy();
    return awaitEnd(TO_END);
  }

  /// Ends it at once, with SIGKILL.
  void kill() {
    process.destroyForcibly();
    hasEnded(TO_END);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      process.destroy();
      if (!hasEnded(TO_END)) {
        kill();
      }
    }
  }

  @Override
  public String toString() {
    return name + " (pid " + process.pid() + "), which printed:\n" + String.join("\n", lines());
  }

  /// How a program ended.
  ///
  /// @param status its exit status
  /// @param output both streams
  record Finished(int status, String output) {}

  private static final int NOT_FOUND = -1;

  private int firstLineWith(String text) {
    List<String> printed = lines();
    for (int i = 0; i < printed.size(); i++) {
      if (printed.get(i).contains(text)) {
        return i;
      }
    }
    return NOT_FOUND;
  }

  private boolean hasEnded(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void read() {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        synchronized (lines) {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      synchronized (lines) {
        lines.add("(output lost: " + e.getMessage() + ")");
      }
    }
  }

  private static AssertionError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AssertionError("interrupted", e);
  }
}
