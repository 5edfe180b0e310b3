// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meantime.platform.ClockPrecision;
import dev.meantime.platform.Platform;
import dev.meantime.platform.Resolver.Resolution;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every platform on a real machine promises, sockets apart ({@link NetworkContract}).
@NullMarked
public abstract class PlatformContract extends PlatformHarness {

  private final List<String> events = new ArrayList<>();

  protected PlatformContract(Platform platform) {
    super(platform);
  }

  @Test
  void wallClockTellsTheSystemsTime() {
    long earliest = epochNanos(Instant.now());
    long read = platform.wallClock().nowNanos();
    assertThat(read).isBetween(earliest, epochNanos(Instant.now()));
  }

  @Test
  void wallClockIsFinerThanTenMicroseconds() {
    assertThat(ClockPrecision.measure(platform.wallClock())).isBetween(1e-9, 1e-5);
  }

  @Test
  void monotonicClockNeverGoesBack() {
    long before = platform.monotonicClock().nowNanos();
    for (int i = 0; i < 10_000; i++) {
      long now = platform.monotonicClock().nowNanos();
      assertThat(now).isGreaterThanOrEqualTo(before);
      before = now;
    }
  }

  @Test
  void timersRunInTheirOrderAndNotEarly() {
    long start = platform.monotonicClock().nowNanos();
    List<Long> due = new ArrayList<>();
    for (long millis : new long[] {30, 10, 20, 10}) {
      long at = start + TimeUnit.MILLISECONDS.toNanos(millis);
      String name = millis + "/" + due.size();
      due.add(at);
      platform
          .timers()
          .schedule(
              at,
              () -> {
                assertThat(platform.monotonicClock().nowNanos()).isGreaterThanOrEqualTo(at);
                note(name);
              });
    }
    runUntil(() -> events.size() == 4);
    assertThat(events).containsExactly("10/1", "10/3", "20/2", "30/0");
  }

  @Test
  void cancelledTimerDoesNotRun() {
    var cancelled = after(0, () -> note("cancelled"));
    after(1, () -> note("kept"));
    cancelled.cancel();
    cancelled.cancel();
    runUntil(() -> events.contains("kept"));
    assertThat(events).containsExactly("kept");
  }

  @Test
  void timerInThePastWaitsForTheLoop() {
    platform.timers().schedule(Long.MIN_VALUE, () -> note("past"));
    assertThat(events).isEmpty();
    runUntil(() -> events.contains("past"));
  }

  @Test
  void timersThatAreAlwaysDueDoNotStarveBackgroundWork() {
    Runnable[] again = new Runnable[1];
    again[0] = () -> platform.timers().schedule(0, again[0]);
    again[0].run();
    platform.background().submit(() -> "done", this::note, e -> note("failed"));
    runUntil(() -> events.contains("done"));
  }

  @Test
  void stopKeepsWhatIsLeftForTheNextRun() {
    platform.timers().schedule(0, () -> note("first"));
    platform.timers().schedule(0, () -> note("second"));
    runUntil(() -> events.contains("first"));
    assertThat(events).containsExactly("first");
    runUntil(() -> events.contains("second"));
    assertThat(events).containsExactly("first", "second");
  }

  @Test
  void exceptionOfAHandlerEndsTheLoop() {
    platform
        .timers()
        .schedule(
            0,
            () -> {
              throw new IllegalStateException("a handler's");
            });
    assertThatThrownBy(() -> platform.eventLoop().run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a handler's");
  }

  @Test
  void backgroundReturnsItsResultOnTheLoopsThread() {
    Thread loopsThread = Thread.currentThread();
    List<Thread> threads = new ArrayList<>();
    platform
        .background()
        .submit(
            Thread::currentThread,
            worker -> {
              threads.add(worker);
              threads.add(Thread.currentThread());
              note("done");
            },
            e -> note("failed"));
    assertThat(events).isEmpty();
    runUntil(() -> events.size() == 1);
    assertThat(events).containsExactly("done");
    assertThat(threads.getFirst()).isNotEqualTo(loopsThread);
    assertThat(threads.getLast()).isEqualTo(loopsThread);
  }

  @Test
  void backgroundReturnsAnException() {
    platform
        .background()
        .submit(
            () -> {
              throw new IOException("disk");
            },
            result -> note("done"),
            e -> note(e.toString()));
    runUntil(() -> events.size() == 1);
    assertThat(events).containsExactly("java.io.IOException: disk");
  }

  @Test
  void errorInTheBackgroundEndsTheLoop() {
    platform
        .background()
        .submit(
            () -> {
              throw new StackOverflowError("a bug");
            },
            result -> note("done"),
            e -> note("failed"));
    assertThatThrownBy(() -> platform.eventLoop().run()).hasMessage("a bug");
  }

  @Test
  void resolvesLocalhost() {
    Resolution resolution = resolve("localhost");
    assertThat(resolution).isInstanceOf(Resolution.Resolved.class);
    assertThat(((Resolution.Resolved) resolution).addresses())
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allMatch(address -> address.isLoopbackAddress());
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "2001:db8::7"})
  void resolvesLiteralAddresses(String literal) throws IOException {
    assertThat(resolve(literal))
        .isEqualTo(new Resolution.Resolved(List.of(java.net.InetAddress.getByName(literal))));
  }

  @Test
  void saysWhyANameHasNoAddress() {
    Resolution resolution = resolve("no-such-host.invalid");
    String reason =
        switch (resolution) {
          case Resolution.Resolved resolved -> "";
          case Resolution.Unavailable(String text) -> text;
          case Resolution.NoSuchName(String text) -> text;
        };
    assertThat(reason).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP"})
  void hearsOfTerminationRequests(String signal) throws IOException {
    platform.eventLoop().onTermination(name -> note("first handler"));
    platform.eventLoop().onTermination(this::note);
    new ProcessBuilder("kill", "-" + signal, Long.toString(ProcessHandle.current().pid())).start();
    runUntil(() -> !events.isEmpty());
    assertThat(events).containsExactly(signal);
  }

  @Test
  void entropyDiffersAndFillsTheUnitInterval() {
    assertThat(platform.entropy().nextLong()).isNotEqualTo(platform.entropy().nextLong());
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      double value = platform.entropy().nextDouble();
      assertThat(value).isGreaterThanOrEqualTo(0).isLessThan(1);
      sum += value;
    }
    // Ten standard deviations.
    assertThat(sum / 10_000).isBetween(0.47, 0.53);
  }

  @Test
  void closingTwiceDoesNothing() {
    platform.close();
    platform.close();
  }

  private Resolution resolve(String name) {
    List<Resolution> resolutions = new ArrayList<>();
    platform
        .resolver()
        .resolve(
            name,
            resolution -> {
              resolutions.add(resolution);
              happened();
            });
    assertThat(resolutions).isEmpty();
    runUntil(() -> !resolutions.isEmpty());
    return resolutions.getFirst();
  }

  private void note(String event) {
    events.add(event);
    happened();
  }

  private static long epochNanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
