// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A C program that plays a receiver beside this machine (`src/test/c/receiver.c`). Nothing of it
/// is left after closing.
final class Receiver implements AutoCloseable {

  private static final Duration SHORT = Duration.ofSeconds(30);

  /// Nobody has that many receivers; the process's number keeps parallel runs apart.
  private static final int FIRST_UNIT = 20_000;

  private static final int UNITS = 2;

  private final Path directory;
  private final Path binary;
  private final int firstUnit = FIRST_UNIT + (int) (ProcessHandle.current().pid() % 10_000) * UNITS;
  private final Program program;

  private Receiver(Path directory, double offset, List<Path> sockets) {
    this.directory = directory;
    this.binary = directory.resolve("receiver");
    Program.Finished compiled =
        Program.run(
            directory,
            SHORT,
            List.of(
                "gcc",
                "-o",
                binary.toString(),
                Peers.ROOT.resolve("system-tests/src/test/c/receiver.c").toString(),
                "-lm"));
    assertThat(compiled.status()).as(compiled.output()).isZero();
    List<String> command = new ArrayList<>(List.of(binary.toString(), Double.toString(offset)));
    for (int i = 0; i < UNITS; i++) {
      command.add("shm:" + unit(i));
    }
    sockets.forEach(socket -> command.add("sock:" + socket));
    this.program = Program.start(directory, command);
    program.awaitLine("receiving", SHORT);
  }

  /// Starts one that writes to two units, and to these sockets.
  ///
  /// @param offset true time minus wall clock, seconds
  static Receiver start(Path directory, double offset, Path... sockets) {
    return new Receiver(directory, offset, List.of(sockets));
  }

  /// A unit that it writes to.
  ///
  /// @param index 0 or 1
  int unit(int index) {
    return firstUnit + index;
  }

  @Override
  public void close() {
    program.close();
    List<String> command = new ArrayList<>(List.of(binary.toString(), "remove"));
    for (int i = 0; i < UNITS; i++) {
      command.add(Integer.toString(unit(i)));
    }
    Program.run(directory, SHORT, command);
  }
}
