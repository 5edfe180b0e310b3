// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.crypto.KeyAlgorithm;
import dev.meantime.systemtests.ServerUnderTest.Kind;
import dev.meantime.systemtests.TwoHosts.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Debian's ntpd, which is NTPsec's, as the client of a server on the next host. It has no
/// symmetric peers any more.
class NtpdFollowsTest {

  private static final int PORT = 123;
  private static final String PLAIN = "192.0.2.101";
  private static final String CLIENT = "192.0.2.2";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// What a server that foresees when its answer leaves may be mistaken by on a busy machine.
  private static final double FORESIGHT = 1e-4;

  private static final int REACHED = 0x9000;
  private static final int AUTHENTIC_AND_REACHED = 0xf000;
  private static final int SELECTION_SHIFT = 8;
  private static final int SELECTION_MASK = 7;
  private static final int SYSTEM_PEER = 6;

  private static final List<SharedKey> KEYS =
      List.of(
          SharedKey.of(1, KeyAlgorithm.MD5),
          SharedKey.of(2, KeyAlgorithm.SHA1),
          SharedKey.of(3, KeyAlgorithm.AES128),
          SharedKey.of(4, KeyAlgorithm.SHA256));

  @TempDir Path directory;

  private final List<AutoCloseable> started = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable one : started.reversed()) {
      one.close();
    }
  }

  /// A sample in peerstats.
  ///
  /// @param status ntpd's status word
  /// @param offset seconds
  /// @param delay round trip, seconds
  private record Sample(int status, double offset, double delay) {
    /// Both hosts have one clock: the error is at most half of the round trip, and what ntpd adds
    /// at random.
    boolean isTrue() {
      return Math.abs(offset) <= delay / 2 + FORESIGHT;
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void ntpdFollowsWithAndWithoutKeys(Kind kind) {
    TwoHosts hosts = keep(TwoHosts.create(directory));
    hosts.addAddress(Host.PEERS, CLIENT);
    hosts.addAddress(Host.OURS, PLAIN);
    List<String> configuration =
        new ArrayList<>(
            List.of(
                "disable ntp",
                "keys " + write("ntp.keys", KEYS.stream().map(SharedKey::ntpLine).toList()),
                "trustedkey 1 2 3 4",
                "statsdir " + directory + "/",
                "statistics peerstats",
                "filegen peerstats file peerstats type none enable",
                "server " + PLAIN + " minpoll 0 maxpoll 0"));
    for (SharedKey key : KEYS) {
      hosts.addAddress(Host.OURS, address(key));
      configuration.add("server " + address(key) + " minpoll 0 maxpoll 0 key " + key.id());
    }
    keep(
        ServerUnderTest.startOn(
            hosts,
            Host.OURS,
            kind,
            directory,
            PORT,
            "local stratum 8",
            "allow 192.0.2.0/24",
            "keyfile " + write("chrony.keys", KEYS.stream().map(SharedKey::chronyLine).toList())));
    Path file = Peers.write(directory.resolve("ntp.conf"), configuration.toArray(String[]::new));
    Program ntpd = keep(hosts.startHarmless(Host.PEERS, "ntpd", Peers.ntpd(file)));

    assertFollows(ntpd, PLAIN, REACHED);
    KEYS.forEach(key -> assertFollows(ntpd, address(key), AUTHENTIC_AND_REACHED));
    ntpd.awaitUntil(
        "the choice of a server",
        LIMIT,
        () ->
            samples("").stream()
                .anyMatch(
                    sample -> (sample.status >> SELECTION_SHIFT & SELECTION_MASK) == SYSTEM_PEER));
    assertThat(samples("")).allMatch(Sample::isTrue);
  }

  private void assertFollows(Program ntpd, String address, int status) {
    ntpd.awaitUntil(
        "samples of " + address,
        LIMIT,
        () ->
            samples(address).stream().filter(sample -> (sample.status & status) == status).count()
                >= 3);
  }

  private static String address(SharedKey key) {
    return "192.0.2.11" + key.id();
  }

  private Path write(String name, List<String> lines) {
    return Peers.write(directory.resolve(name), lines.toArray(String[]::new));
  }

  /// The samples that ntpd took from this address, or from any.
  private List<Sample> samples(String address) {
    Path file = directory.resolve("peerstats");
    try {
      return (Files.exists(file) ? Files.readAllLines(file) : List.<String>of())
          .stream()
              .map(line -> line.split(" ", -1))
              .filter(words -> words.length > 5)
              .filter(words -> address.isEmpty() || words[2].equals(address))
              .map(words ->
                  new Sample(
                      Integer.parseInt(words[3], 16),
                      Double.parseDouble(words[4]),
                      Double.parseDouble(words[5])))
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T extends AutoCloseable> T keep(T one) {
    started.add(one);
    return one;
  }
}
