// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlatformsTest {

  private static final PlatformProvider BEST = new Provider("best", 10, true);
  private static final PlatformProvider ABSENT = new Provider("absent", 20, false);
  private static final PlatformProvider PLAIN = new Provider("plain", 0, true);
  private static final PlatformProvider NAMED_ONLY = new Provider("simulated", -1, true);
  private static final List<PlatformProvider> ALL = List.of(PLAIN, NAMED_ONLY, ABSENT, BEST);

  @Test
  void takesTheSupportedProviderWithTheHighestRank() throws IOException {
    assertThat(Platforms.choose(Optional.empty(), ALL)).isSameAs(BEST);
  }

  @Test
  void takesTheNamedProviderWhateverItsRank() throws IOException {
    assertThat(Platforms.choose(Optional.of("simulated"), ALL)).isSameAs(NAMED_ONLY);
  }

  @Test
  void neverTakesANamedOnlyProviderUnasked() {
    assertThatThrownBy(() -> Platforms.choose(Optional.empty(), List.of(NAMED_ONLY)))
        .isInstanceOf(UnknownPlatformException.class)
        .hasMessage("no platform runs on this machine; available: simulated");
  }

  @Test
  void listsWhatThereIsForAnUnknownName() {
    assertThatThrownBy(() -> Platforms.choose(Optional.of("solaris"), ALL))
        .isInstanceOfSatisfying(
            UnknownPlatformException.class,
            e -> assertThat(e.available()).containsExactly("best", "plain", "simulated"))
        .hasMessage("no platform 'solaris'; available: best, plain, simulated");
  }

  @Test
  void saysThatAPlatformDoesNotRunHere() {
    assertThatThrownBy(() -> Platforms.choose(Optional.of("absent"), ALL))
        .hasMessageStartingWith("platform 'absent' does not run on this machine");
  }

  @Test
  void findsThePortablePlatformAsAService() throws IOException {
    try (Platform platform = Platforms.open(Optional.of("portable"))) {
      assertThat(platform.kernelClock().control())
          .isEqualTo(
              new KernelClock.Control.Denied("the portable platform cannot steer the clock"));
    }
  }

  private record Provider(String name, int rank, boolean isSupported) implements PlatformProvider {
    @Override
    public Platform open() {
      throw new UnsupportedOperationException();
    }
  }
}
