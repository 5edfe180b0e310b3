// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.crypto.KeyAlgorithm;
import dev.meantime.systemtests.ServerUnderTest.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `peer` between Debian's chronyd and us: whoever has the time, the other follows.
class PeersOfChronydTest {

  private static final String THEIRS = "127.0.14.1";
  private static final String OURS = "127.0.14.2";
  private static final List<String> OPTIONS =
      List.of("", "extfield F323", "xleave", "key 9", "xleave key 9 extfield F323");
  private static final String POLL = " minpoll -3 maxpoll -3 " + ServerUnderTest.ANY_DELAY + " ";
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final int ENOUGH = 12;
  private static final int REFUSED = 5;
  private static final SharedKey KEY = SharedKey.of(9, KeyAlgorithm.AES128);

  @TempDir Path directory;

  private final List<ServerUnderTest> started = new ArrayList<>();

  @AfterEach
  void end() {
    started.reversed().forEach(ServerUnderTest::close);
  }

  @Test
  void weFollowAPeerThatHasTheTime() {
    assertFollowing(Kind.CHRONYD, Kind.MEANTIME);
  }

  @Test
  void chronydFollowsUsAsItsPeer() {
    assertFollowing(Kind.MEANTIME, Kind.CHRONYD);
  }

  /// A pair for each way to talk, all at once.
  private void assertFollowing(Kind leader, Kind follower) {
    int port = Peers.freePort(THEIRS);
    List<ServerUnderTest> followers = new ArrayList<>();
    for (int i = 0; i < OPTIONS.size(); i++) {
      String one = "127.0.14.1" + i;
      String other = "127.0.14.2" + i;
      peer(leader, one, port, other, OPTIONS.get(i), "local stratum 5");
      followers.add(peer(follower, other, port, one, OPTIONS.get(i)));
    }
    for (int i = 0; i < OPTIONS.size(); i++) {
      assertFollows(followers.get(i), "127.0.14.1" + i, OPTIONS.get(i));
    }
  }

  @Test
  void aPeerThatNobodyConfiguredIsAnsweredButNotFollowed() {
    int port = Peers.freePort(THEIRS);
    ServerUnderTest ours =
        keep(
            ServerUnderTest.start(
                Kind.MEANTIME,
                directory,
                port,
                "bindaddress " + OURS,
                "allow 127.0.14.0/24",
                "local stratum 5"));
    ServerUnderTest theirs = peer(Kind.CHRONYD, THEIRS, port, OURS, "");
    assertFollows(theirs, OURS, "");
    assertThat(ours.chronyc("-c", "sources").output()).isEmpty();
  }

  @Test
  void aPeerWithAWrongKeyIsNotFollowed() {
    int port = Peers.freePort(THEIRS);
    Path wrong = Peers.write(directory.resolve("wrong"), KEY.withWrongSecret().chronyLine());
    peer(Kind.CHRONYD, THEIRS, port, OURS, "key 9", "local stratum 5", "keyfile " + wrong);
    ServerUnderTest ours = peer(Kind.MEANTIME, OURS, port, THEIRS, "key 9");
    ours.program()
        .awaitUntil(
            "packets of the peer",
            LIMIT,
            () -> {
              String[] fields = ours.chronyc("-c", "ntpdata", THEIRS).output().split(",", -1);
              return fields.length > 31 && Integer.parseInt(fields[31]) >= REFUSED;
            });
    assertThat(NtpData.of(ours, THEIRS).orElseThrow().valid()).isZero();
    assertThat(ours.chronyc("-c", "tracking").output()).endsWith("Not synchronised");
  }

  private ServerUnderTest peer(
      Kind kind, String address, int port, String other, String options, String... more) {
    List<String> directives =
        new ArrayList<>(
            List.of(
                "bindaddress " + address,
                "allow 127.0.14.0/24",
                "keyfile " + Peers.write(directory.resolve("keys"), KEY.chronyLine()),
                "peer " + other + " port " + port + POLL + options));
    directives.addAll(List.of(more));
    return keep(ServerUnderTest.start(kind, directory, port, directives.toArray(String[]::new)));
  }

  private static void assertFollows(ServerUnderTest follower, String peer, String options) {
    follower
        .program()
        .awaitUntil(
            "samples of " + peer,
            LIMIT,
            () ->
                NtpData.of(follower, peer).stream()
                    .anyMatch(data ->
                        data.good() >= ENOUGH && data.interleaved() == options.contains("xleave")));
    NtpData data = NtpData.of(follower, peer).orElseThrow();
    assertThat(data.isTrue()).as("offset: %s", data).isTrue();
    assertThat(data.authenticated()).isEqualTo(options.contains("key"));
    assertThat(data.stratum()).isEqualTo(5);
    follower
        .program()
        .awaitUntil(
            "tracking at stratum 6",
            LIMIT,
            () -> {
              String[] fields = follower.chronyc("-c", "tracking").output().split(",", -1);
              return fields.length > 2 && fields[1].equals(peer) && fields[2].equals("6");
            });
  }

  private ServerUnderTest keep(ServerUnderTest one) {
    started.add(one);
    return one;
  }
}
