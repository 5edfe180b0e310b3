// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meantime.platform.Platform;
import dev.meantime.platform.PlatformProvider;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlatformChoiceTest {

  private record Provider(String name, int rank, boolean isSupported) implements PlatformProvider {
    @Override
    public Platform open() throws IOException {
      throw new IOException("not opened here");
    }
  }

  private static final Provider PORTABLE = new Provider("portable", 0, true);
  private static final Provider LINUX = new Provider("linux", 10, true);
  private static final Provider OTHER = new Provider("other", 20, false);
  private static final Provider SIMULATED = new Provider("simulated", -1, true);
  private static final List<PlatformProvider> ALL = List.of(PORTABLE, SIMULATED, LINUX, OTHER);

  @Test
  void takesTheBestThatThisMachineSupports() throws IOException {
    assertThat(PlatformChoice.choose("", ALL)).isEqualTo(LINUX);
  }

  @Test
  void takesTheOneThatIsNamed() throws IOException {
    assertThat(PlatformChoice.choose("simulated", ALL)).isEqualTo(SIMULATED);
  }

  @Test
  void saysWhichThereAre() {
    assertThatThrownBy(() -> PlatformChoice.choose("moon", ALL))
        .hasMessage("there is no platform 'moon' (known: linux, other, portable, simulated)");
    assertThatThrownBy(() -> PlatformChoice.choose("other", ALL))
        .hasMessage("the platform 'other' does not support this machine");
    assertThatThrownBy(() -> PlatformChoice.choose("", List.of(SIMULATED, OTHER)))
        .hasMessage("no platform supports this machine");
  }
}
