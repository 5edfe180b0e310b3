// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.crypto.KeyAlgorithm;
import dev.meantime.systemtests.ServerUnderTest.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A long storm of bad and good datagrams. `-Dmeantime.hostile-datagrams=10000000` makes it longer,
/// `-Dmeantime.hostile-seed` another one.
class HostileTrafficTest {

  private static final long DATAGRAMS = Long.getLong("meantime.hostile-datagrams", 1_000_000);
  private static final long SEED = Long.getLong("meantime.hostile-seed", 20_261_126);
  private static final String CLIENT = "127.0.0.1";

  /// How much more a process may hold at the end than after the first part.
  private static final long GROWTH_KIBIBYTES = 8 * 1024;

  private static final List<SharedKey> KEYS =
      List.of(SharedKey.of(1, KeyAlgorithm.SHA1), SharedKey.of(2, KeyAlgorithm.AES128));

  @TempDir Path directory;

  @Test
  void aStormOfBadDatagramsChangesNothing() {
    System.out.println("hostile datagrams: " + DATAGRAMS + ", seed " + SEED);
    Path keys =
        Peers.write(
            directory.resolve("keys"),
            KEYS.stream().map(SharedKey::chronyLine).toArray(String[]::new));
    try (ServerUnderTest server =
            ServerUnderTest.serving(Kind.MEANTIME, directory, "keyfile " + keys);
        DatagramStorm storm = DatagramStorm.on(CLIENT, server.at(CLIENT))) {
      List<String> printed = server.program().lines();
      HostileDatagrams datagrams = new HostileDatagrams(SEED, KEYS);
      long start = System.nanoTime();
      storm.send(DATAGRAMS / 4, datagrams::next);
      long before = server.residentKibibytes();
      storm.send(DATAGRAMS - DATAGRAMS / 4, datagrams::next);
      long after = server.residentKibibytes();
      System.out.printf(
          "%s in %.0f s; %d KiB after a quarter, %d KiB at the end%n",
          storm, (System.nanoTime() - start) * 1e-9, before, after);
      assertThat(storm.answers()).as("answers, seed %d", SEED).isGreaterThan(DATAGRAMS / 10);
      assertThat(after).as("memory, seed %d", SEED).isLessThan(before + GROWTH_KIBIBYTES);
      // Nobody's log is for what strangers send.
      assertThat(server.program().lines()).isEqualTo(printed);
      try (RawClient client = RawClient.of(CLIENT, server.at(CLIENT))) {
        assertThat(client.isAnswered()).isTrue();
      }
    }
  }
}
