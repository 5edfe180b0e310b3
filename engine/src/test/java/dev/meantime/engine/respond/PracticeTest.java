// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.crypto.KeyAlgorithm;
import dev.meantime.crypto.KeyRing;
import dev.meantime.crypto.SymmetricKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PracticeTest {

  private static final long NOW = 1_700_000_000_000_000_000L;
  private static final long MAPPED = 0xffffL << 32;

  private final List<NtpResponder> practised = new ArrayList<>();

  private void practise() {
    List<SymmetricKey> keys = List.of(new SymmetricKey(3, KeyAlgorithm.AES128, new byte[16]));
    AccessTable access =
        AccessTable.of(
            List.of(
                new AccessTable.Rule(0, 0, 0, true, false),
                new AccessTable.Rule(0, MAPPED, 96, true, false),
                new AccessTable.Rule(0, MAPPED | 0x0a00_0000, 104, false, false)));
    ServerView view =
        new ServerView(
            new FixedClock(0),
            access,
            AddressSet.EMPTY,
            AddressSet.EMPTY,
            false,
            false,
            false,
            FixedClock.SCALE,
            0);
    RateLimit limit = new RateLimit(true, 3, 8, 2, 2);
    Practice.with(
        () -> {
          NtpResponder responder =
              new NtpResponder(
                  new ResponderOptions(-23, limit, 65_536), new KeyRing(keys), view, 7);
          practised.add(responder);
          return responder;
        },
        view,
        keys,
        NOW);
  }

  private long count(ServerCounter counter) {
    return practised.stream().mapToLong(each -> each.counters().get(counter)).sum();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "ANSWERED",
        "KISSES",
        "CONTROL",
        "DENIED",
        "LIMITED",
        "NOT_AUTHENTIC",
        "INTERLEAVED",
        "AUTHENTICATED",
        "OLDER_VERSION"
      })
  void aResponderMeetsEverythingThatIsUsual(ServerCounter counter) {
    practise();
    assertThat(count(counter)).isGreaterThan(5);
  }

  @Test
  void mostIsAnsweredOrOverTheLimit() {
    practise();
    long usual = count(ServerCounter.ANSWERED) + count(ServerCounter.LIMITED);
    assertThat(usual).isGreaterThan(practised.size() * 2000L);
  }

  @Test
  void clientsAreForgottenWhereThereIsNoRoomForThem() {
    practise();
    assertThat(practised).isNotEmpty().allMatch(each -> each.clients().forgotten() > 100);
  }
}
