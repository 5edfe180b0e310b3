// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meantime.platform.HardwareTimestamps.ReceiveFilter;
import dev.meantime.platform.HardwareTimestamps.Request;
import dev.meantime.platform.StampingCard;
import dev.meantime.platform.StampingCard.Counts;
import dev.meantime.platform.SystemCallException;
import dev.meantime.platform.linux.LinkDriver.Abilities;
import dev.meantime.platform.linux.LinkDriver.Setting;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LinuxStampingCardTest {

  private static final long NOW = 1_800_000_000_000_000_000L;
  private static final double BOUND = 1e-6;
  private static final Request REQUEST =
      new Request("lo", ReceiveFilter.AUTOMATIC, true, 7e-9, 300e-9);

  private final PlayedCard played = new PlayedCard(NOW);
  private final CardStamps stamps = new CardStamps();
  private final LinuxHardwareTimestamps timestamps = new LinuxHardwareTimestamps(played, stamps);

  private StampingCard enable(ReceiveFilter filter) throws IOException {
    return timestamps.enable(new Request("lo", filter, true, 0, 0));
  }

  private long received(long kernelNanos, int interfaceIndex, int frameOctets) {
    return stamps.received(
        played.stamp(kernelNanos, true), interfaceIndex, frameOctets, 48, true, kernelNanos);
  }

  @Test
  void movesReceiveTimestampsToTheEndOfTheFrame() throws IOException {
    timestamps.enable(REQUEST).convertBy(Optional.of(played.conversion(BOUND)));
    // 90 octets and their check sequence take 7520 ns at 100 Mbit/s.
    assertThat(received(NOW, PlayedCard.INDEX, 90)).isEqualTo(NOW - 3_000 + 7_520 - 300);
    // Unknown: 42 octets of headers before 48 of NTP.
    assertThat(received(NOW, PlayedCard.INDEX, 0)).isEqualTo(NOW - 3_000 + 7_520 - 300);
  }

  @Test
  void noticesANewSpeedOfTheLink() throws IOException {
    StampingCard card = timestamps.enable(REQUEST);
    card.convertBy(Optional.of(played.conversion(BOUND)));
    played.speed = 10_000;
    card.refresh();
    assertThat(received(NOW, PlayedCard.INDEX, 90)).isEqualTo(NOW - 3_000 + 75 - 300);
    // As before the link is up: a usual one, of 1000 Mbit/s.
    played.speed = 0;
    card.refresh();
    assertThat(received(NOW, PlayedCard.INDEX, 90)).isEqualTo(NOW - 3_000 + 752 - 300);
  }

  @Test
  void addsItsCompensationToTransmitTimestamps() throws IOException {
    timestamps.enable(REQUEST).convertBy(Optional.of(played.conversion(BOUND)));
    assertThat(stamps.transmitted(played.stamp(NOW, false), PlayedCard.INDEX, NOW))
        .isEqualTo(NOW + 5_000 + 7);
  }

  @Test
  void convertsNothingBeforeItIsTold() throws IOException {
    StampingCard card = timestamps.enable(REQUEST);
    assertThat(received(NOW, PlayedCard.INDEX, 90)).isZero();
    card.convertBy(Optional.of(played.conversion(2e-4)));
    assertThat(received(NOW, PlayedCard.INDEX, 90)).isZero();
    assertThat(card.counts()).isEqualTo(new Counts(0, 0, 2, 0));
    card.convertBy(Optional.of(played.conversion(9e-5)));
    assertThat(received(NOW, PlayedCard.INDEX, 90)).isNotZero();
    card.convertBy(Optional.empty());
    assertThat(received(NOW, PlayedCard.INDEX, 90)).isZero();
    assertThat(card.counts()).isEqualTo(new Counts(1, 0, 3, 0));
  }

  /// The kernel has a packet after the card when it arrives and before it when it leaves, by as
  /// much as queues and held-back interrupts may cost; the other way round only by what is not
  /// known of the clocks.
  @ParameterizedTest
  @CsvSource({
    "true, -99000000, true",
    "true, -101000000, false",
    "true, 900000, true",
    "true, 1100000, false",
    "true, -37000000000, false",
    "false, 99000000, true",
    "false, 101000000, false",
    "false, -900000, true",
    "false, -1100000, false",
  })
  void doesNotUseWhatContradictsTheKernel(boolean received, long liesNanos, boolean used)
      throws IOException {
    StampingCard card = enable(ReceiveFilter.AUTOMATIC);
    card.convertBy(Optional.of(played.conversion(BOUND)));
    played.liesNanos = liesNanos;
    long result =
        received
            ? received(NOW, PlayedCard.INDEX, 90)
            : stamps.transmitted(played.stamp(NOW, false), PlayedCard.INDEX, NOW);
    assertThat(result != 0).isEqualTo(used);
    assertThat(card.counts().implausible()).isEqualTo(used ? 0 : 1);
  }

  @Test
  void takesTimestampsOfItsOwnInterfaceOnly() throws IOException {
    StampingCard card = timestamps.enable(REQUEST);
    card.convertBy(Optional.of(played.conversion(BOUND)));
    assertThat(received(NOW, PlayedCard.INDEX + 1, 90)).isZero();
    assertThat(stamps.transmitted(played.stamp(NOW, false), 0, NOW)).isZero();
    assertThat(card.counts().all()).isZero();
  }

  @Test
  void tellsHowWrongATimestampMayBe() throws IOException {
    timestamps.enable(REQUEST).convertBy(Optional.of(played.conversion(BOUND)));
    assertThat(stamps.timestamp(NOW, played.at(NOW), PlayedCard.INDEX).error()).isEqualTo(BOUND);
  }

  @ParameterizedTest
  @CsvSource({
    "AUTOMATIC, 32770, 15, true",
    "AUTOMATIC, 3, 1, true",
    "AUTOMATIC, 4160, 0, false",
    "ALL, 32770, 1, true",
    "ALL, 32768, 0, false",
    "NTP, 2, 0, false",
    "PTP, 4160, 6, true",
    "PTP, 4096, 12, true",
    "NONE, 32770, 0, false",
  })
  void choosesTheFilter(ReceiveFilter wanted, int filters, int filter, boolean receives)
      throws IOException {
    played.abilities = new Abilities(played.abilities.flags(), 0, filters);
    StampingCard card = enable(wanted);
    assertThat(played.settings).containsExactly(new Setting(LinkAbi.HWTSTAMP_TX_ON, filter));
    assertThat(card.receives()).isEqualTo(receives);
  }

  @Test
  void refusesACardWithoutAClockOrWithoutItsStamps() {
    played.abilities = new Abilities(played.abilities.flags(), -1, 2);
    assertThatThrownBy(() -> enable(ReceiveFilter.ALL))
        .isInstanceOf(IOException.class)
        .hasMessage("its driver cannot stamp packets by a hardware clock");
    played.abilities = new Abilities(LinkAbi.SOF_TIMESTAMPING_RAW_HARDWARE, 0, 2);
    assertThatThrownBy(() -> enable(ReceiveFilter.ALL)).isInstanceOf(IOException.class);
    assertThat(stamps.isEnabled()).isFalse();
  }

  @Test
  void isContentWithWhatAnotherProgramHasSet() throws IOException {
    played.forbids = true;
    assertThatThrownBy(() -> enable(ReceiveFilter.AUTOMATIC))
        .isInstanceOf(SystemCallException.class)
        .hasMessageContaining("EPERM");
    assertThat(played.clockClosed).isTrue();
    played.found = new Setting(LinkAbi.HWTSTAMP_TX_ON, LinkAbi.HWTSTAMP_FILTER_NONE);
    assertThatThrownBy(() -> enable(ReceiveFilter.AUTOMATIC)).isInstanceOf(IOException.class);
    played.found = new Setting(LinkAbi.HWTSTAMP_TX_ON, LinkAbi.HWTSTAMP_FILTER_ALL);
    assertThat(enable(ReceiveFilter.AUTOMATIC).receives()).isTrue();
  }

  @Test
  void isNoMoreOnceClosed() throws IOException {
    StampingCard card = timestamps.enable(REQUEST);
    assertThat(stamps.isEnabled()).isTrue();
    card.convertBy(Optional.of(played.conversion(BOUND)));
    card.close();
    assertThat(stamps.isEnabled()).isFalse();
    assertThat(received(NOW, PlayedCard.INDEX, 90)).isZero();
    assertThat(played.clockClosed).isTrue();
  }
}
