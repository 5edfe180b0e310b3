// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.systemtests.ServerUnderTest.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Which addresses a server answers at. A {@link RawClient} hears only who it asked: an answer from
/// another address is none.
class ServedAddressesTest {

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void answersComeFromTheAddressThatWasAsked(Kind kind) {
    try (ServerUnderTest server = ServerUnderTest.serving(kind, directory)) {
      for (String address : List.of("127.0.0.1", "127.0.0.5", "127.99.98.97", "::1")) {
        assertThat(answers(server, address)).as(address).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void oneAddressIsServedWhenOneIsNamed(Kind kind) {
    try (ServerUnderTest server =
        ServerUnderTest.start(
            kind,
            directory,
            "local stratum 8",
            "allow 127.0.0.0/8",
            "allow ::1",
            "bindaddress 127.0.0.3")) {
      server.awaitAnswer("127.0.0.3");
      assertThat(answers(server, "127.0.0.1")).isFalse();
      assertThat(answers(server, "127.0.0.4")).isFalse();
      // The other family keeps its default, which is every address.
      server.awaitAnswer("::1");
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void bothFamiliesMayHaveAnAddress(Kind kind) {
    try (ServerUnderTest server =
        ServerUnderTest.start(
            kind,
            directory,
            "local stratum 8",
            "allow 127.0.0.0/8",
            "allow ::1",
            "bindaddress ::1",
            "bindaddress 127.0.0.7")) {
      server.awaitAnswer("::1");
      server.awaitAnswer("127.0.0.7");
      assertThat(answers(server, "127.0.0.1")).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void port0ServesNobody(Kind kind) {
    int port = Peers.freePort("127.0.0.1");
    try (ServerUnderTest server =
        ServerUnderTest.start(
            kind, directory, port, "local stratum 8", "allow 127.0.0.0/8", "port 0")) {
      assertThat(server.chronyc("-c", "tracking").output()).contains("7F7F0101");
      assertThat(answers(server, "127.0.0.1")).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void nobodyIsServedWithoutAllow(Kind kind) {
    try (ServerUnderTest server = ServerUnderTest.start(kind, directory, "local stratum 8")) {
      assertThat(answers(server, "127.0.0.1")).isFalse();
      assertThat(answers(server, "::1")).isFalse();
    }
  }

  /// Silence takes a second here, unless the system itself says that nobody listens.
  private static boolean answers(ServerUnderTest server, String address) {
    try (RawClient client =
        RawClient.of(address.contains(":") ? "::1" : "127.0.0.1", server.at(address))) {
      return client.isAnswered();
    }
  }
}
