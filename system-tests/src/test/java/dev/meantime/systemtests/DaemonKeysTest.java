// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.crypto.KeyAlgorithm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `meantime run -x` and Debian's chronyd share keys.
class DaemonKeysTest {

  private static final List<SharedKey> KEYS =
      List.of(
          SharedKey.of(1, KeyAlgorithm.MD5),
          SharedKey.of(2, KeyAlgorithm.SHA1),
          SharedKey.of(3, KeyAlgorithm.AES128),
          SharedKey.of(4, KeyAlgorithm.AES256));

  private static final List<String> ADDRESSES =
      List.of("127.0.12.1", "127.0.12.2", "127.0.12.3", "127.0.12.4");
  private static final String MISTRUSTED = "127.0.12.9";
  private static final Duration LIMIT = Duration.ofSeconds(40);

  @TempDir Path directory;

  private final List<AutoCloseable> started = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable one : started.reversed()) {
      one.close();
    }
  }

  @Test
  void followsChronydByTheRightKeyOnly() {
    int port = Peers.freePort(ADDRESSES.getFirst());
    Path keys = keyFile("right.keys", KEYS);
    Path wrong = keyFile("wrong.keys", KEYS.stream().map(SharedKey::withWrongSecret).toList());
    int control = Peers.freePort("127.0.0.1");
    List<String> configuration =
        new ArrayList<>(
            List.of(
                "keyfile " + keys,
                "cmdport " + control,
                "bindcmdaddress " + directory.resolve("run/chronyd.sock"),
                "pidfile " + directory.resolve("meantime.pid")));
    for (int i = 0; i < KEYS.size(); i++) {
      keep(Peers.chronydServer(directory, ADDRESSES.get(i), port, "keyfile " + keys));
      configuration.add(source(ADDRESSES.get(i), port, KEYS.get(i)));
    }
    keep(Peers.chronydServer(directory, MISTRUSTED, port, "keyfile " + wrong));
    configuration.add(source(MISTRUSTED, port, KEYS.getFirst()));
    Path file = Peers.write(directory.resolve("chrony.conf"), configuration.toArray(String[]::new));
    Program daemon = keep(Peers.meantime(directory, "run", "-x", "-d", "-U", "-f", "" + file));

    daemon.awaitUntil(
        "four sources to follow",
        LIMIT,
        () -> ADDRESSES.stream().allMatch(address -> "*+".contains(state(control, address))));
    assertThat(state(control, MISTRUSTED)).isEqualTo("?");
    assertThat(daemon.terminate().status()).isZero();
  }

  private static String source(String address, int port, SharedKey key) {
    return "server %s port %d key %d iburst minpoll 0 maxpoll 0".formatted(address, port, key.id());
  }

  /// What chronyc shows of a source: `*`, `+`, `?` …, or a blank as long as it shows nothing.
  private String state(int control, String address) {
    return Peers.chronyc(directory, control, "-c", "sources")
        .output()
        .lines()
        .map(line -> line.split(",", -1))
        .filter(fields -> fields.length > 2 && fields[2].equals(address))
        .map(fields -> fields[1])
        .findFirst()
        .orElse(" ");
  }

  private Path keyFile(String name, List<SharedKey> keys) {
    return Peers.write(
        directory.resolve(name), keys.stream().map(SharedKey::chronyLine).toArray(String[]::new));
  }

  private <T extends AutoCloseable> T keep(T one) {
    started.add(one);
    return one;
  }
}
