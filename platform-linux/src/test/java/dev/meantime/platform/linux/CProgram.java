// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Compiles and runs C statements, as an oracle. Fails without gcc.
final class CProgram {

  private static final String HEADERS =
      """
      #define _GNU_SOURCE
      #include <errno.h>
      #include <fcntl.h>
      #include <net/if.h>
      #include <netdb.h>
      #include <netinet/in.h>
      #include <poll.h>
      #include <stddef.h>
      #include <stdio.h>
      #include <string.h>
      #include <sys/eventfd.h>
      #include <sys/ioctl.h>
      #include <sys/prctl.h>
      #include <sys/mman.h>
      #include <sys/shm.h>
      #include <sys/socket.h>
      #include <sys/timex.h>
      #include <sys/un.h>
      #include <time.h>
      #include <unistd.h>
      #include <linux/bpf.h>
      #include <linux/errqueue.h>
      #include <linux/ethtool.h>
      #include <linux/filter.h>
      #include <linux/if_link.h>
      #include <linux/if_xdp.h>
      #include <linux/net_tstamp.h>
      #include <linux/pps.h>
      #include <linux/ptp_clock.h>
      #include <linux/sockios.h>
      """;

  private CProgram() {}

  /// The lines that these statements print.
  static List<String> run(Path directory, List<String> statements)
      throws IOException, InterruptedException {
    Path source = directory.resolve("program.c");
    Path program = directory.resolve("program");
    Files.writeString(
        source,
        HEADERS + "int main(void) {\n" + String.join("\n", statements) + "\nreturn 0;\n}\n");
    execute("gcc", "-o", program.toString(), source.toString());
    return execute(program.toString()).lines().toList();
  }

  private static String execute(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", command[0], output).isZero();
    return output;
  }
}
