// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A configuration file with mistakes starts nothing and tells all of them at once.
class ConfigurationMistakesTest {

  @TempDir Path directory;

  @Test
  void tenMistakesGiveTenMessagesAndStartNothing() {
    Path pid = directory.resolve("meantime.pid");
    Path file =
        Peers.write(
            directory.resolve("chrony.conf"),
            "# ten mistakes",
            "pidfile " + pid,
            "sever 127.0.0.1 iburst",
            "server 127.0.0.1 ibrust",
            "server 127.0.0.1 minpoll six",
            "server",
            "makestep 1",
            "maxdistance far",
            "leapsecmode smear",
            "log measurments",
            "driftfile /a/b 3 4 5",
            "   cmdport 70000");
    Program.Finished ended =
        Peers.meantimeToEnd(directory, "run", "-x", "-d", "-U", "-f", file.toString());
    assertThat(ended.status()).isEqualTo(1);
    List<String> errors =
        ended.output().lines().filter(line -> line.contains(": error: ")).toList();
    assertThat(errors).hasSize(10);
    for (int i = 0; i < 10; i++) {
      assertThat(errors.get(i))
          .matches(
              java.util.regex.Pattern.quote(file.toString())
                  + ":"
                  + (i + 3)
                  + ":[1-9][0-9]*: error: .+");
    }
    assertThat(errors.get(0)).contains(":3:1:", "server");
    assertThat(errors.get(1)).contains(":4:18:", "iburst");
    assertThat(errors.get(7)).contains("measurements");
    assertThat(errors.get(9)).contains("65535");
    assertThat(Files.exists(pid)).isFalse();
    assertThat(ended.output()).doesNotContain(" starting");
  }

  @Test
  void whatChronydAcceptsIsAccepted() {
    Path file =
        Peers.write(
            directory.resolve("chrony.conf"),
            "confdir " + directory.resolve("conf.d"),
            "pool 127.0.0.1 iburst maxsources 2",
            "sourcedir " + directory.resolve("sources.d"),
            "driftfile " + directory.resolve("chrony.drift"),
            "ntsdumpdir " + directory,
            "logdir " + directory,
            "maxupdateskew 100.0",
            "rtcsync",
            "makestep 1 3",
            "leapsectz right/UTC");
    String command = Peers.chronyd();
    Program.Finished theirs =
        Program.run(
            directory,
            java.time.Duration.ofSeconds(20),
            List.of(command, "-p", "-f", file.toString()));
    Program.Finished ours =
        Peers.meantimeToEnd(directory, "run", "-p", "-L", "2", "-f", file.toString());
    assertThat(ours).isEqualTo(theirs);
    assertThat(ours.status()).isZero();
  }
}
