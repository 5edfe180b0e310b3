// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The entry point of `meantime`.
public final class Main {

  private Main() {}

  /// Runs the command named by the first argument and exits with its code.
  public static void main(String[] args) {
    Output output =
        new Output(stream(FileDescriptor.out), stream(FileDescriptor.err), isTerminal());
    int exit = run(Arrays.asList(args), output);
    output.out().flush();
    output.err().flush();
    // Not System.exit: nothing is left to be run at the end, and its logger would be set up first.
    Runtime.getRuntime().halt(exit);
  }

  /// Without a terminal JDK 25 has no console again, other than JDK 22 to 24, which the check
  /// knows.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /// Runs the command and returns its exit code.
  public static int run(List<String> args, Output output) {
    if (args.isEmpty()) {
      output.out().print(overview());
      return Exit.OK;
    }
    String word = args.getFirst();
    switch (word) {
      case "--help", "-h", "help" -> {
        output.out().print(overview());
        return Exit.OK;
      }
      case "--version", "-V" -> {
        output.out().println("meantime " + version());
        return Exit.OK;
      }
      default -> {}
    }
    for (Subcommand command : Subcommand.values()) {
      if (command.word().equals(word)) {
        return command.run(args.subList(1, args.size()), output);
      }
    }
    output.err().println(unknown(word));
    return Exit.USAGE;
  }

  private static String unknown(String word) {
    List<String> known = Arrays.stream(Subcommand.values()).map(Subcommand::word).toList();
    return Spelling.nearest(word, known)
        .map(near -> "meantime: no command '" + word + "'; did you mean '" + near + "'?")
        .orElse("meantime: no command '" + word + "'; 'meantime --help' lists them");
  }

  private static String overview() {
    StringBuilder text = new StringBuilder("Usage: meantime COMMAND [OPTION]...\n");
    for (Subcommand.Group group : Subcommand.Group.values()) {
      text.append('\n').append(group.title()).append(":\n");
      for (Subcommand command : Subcommand.values()) {
        if (command.group() == group) {
          text.append("  ")
              .append(Numbers.left(command.word(), 14))
              .append(command.summary())
              .append('\n');
        }
      }
    }
    return text.append("\n'meantime COMMAND --help' tells more; --version tells the version.\n")
        .toString();
  }

  static String version() {
    var descriptor = Main.class.getModule().getDescriptor();
    return descriptor == null
        ? "of unknown version: started from the class path"
        : descriptor.rawVersion().orElse("of unknown version");
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    // Autoflush only at line ends that println makes: a table goes out in one piece.
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor)), false, StandardCharsets.UTF_8);
  }
}
