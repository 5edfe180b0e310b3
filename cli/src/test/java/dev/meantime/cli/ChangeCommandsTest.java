// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.control.ControlRequest;
import dev.meantime.control.ControlResponder.Access;
import dev.meantime.control.SmoothingChange;
import dev.meantime.engine.serve.LocalReference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `local` and `smoothtime`, up to the request that the daemon gets.
class ChangeCommandsTest {

  private final Captured captured = new Captured();

  private static ControlRequest.Command local(String... args) throws UsageException {
    return LocalCommand.request(
        new OptionParser("local", "", LocalCommand.OPERANDS, LocalCommand.OPTIONS)
            .parse(List.of(args)));
  }

  @Test
  void localBeginsFromTheUsualValues() throws UsageException {
    assertThat(local("on"))
        .isEqualTo(new ControlRequest.SetLocal(new LocalReference(true, 10, 1, false, 0, 0, 0)));
    assertThat(local("on", "--orphan"))
        .isEqualTo(new ControlRequest.SetLocal(new LocalReference(true, 10, 1, true, 0, 0, 300)));
    assertThat(local("off")).isEqualTo(new ControlRequest.SetLocal(LocalReference.OFF));
  }

  @Test
  void localTakesEveryOptionOfTheDirective() throws UsageException {
    assertThat(
            local(
                "on",
                "--stratum",
                "8",
                "--distance=0.5",
                "--orphan",
                "--activate",
                "0.1",
                "--waitsynced",
                "60",
                "--waitunsynced",
                "0"))
        .isEqualTo(new ControlRequest.SetLocal(new LocalReference(true, 8, 0.5, true, 0.1, 60, 0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local",
        "local maybe",
        "local on off",
        "local off --orphan",
        "local on --stratum 16",
        "local on --distance -1",
        "local on --port 0",
        "smoothtime",
        "smoothtime on",
        "smoothtime reset activate"
      })
  void refusesWhatMakesNoSense(String line) {
    assertThat(Main.run(List.of(line.split(" ", -1)), captured.output())).isEqualTo(Exit.USAGE);
    assertThat(captured.err()).contains("(see --help)");
    assertThat(captured.out()).isEmpty();
  }

  private int smoothTime(Access access, String... args) {
    return new ChangeRunner((hosts, port) -> ReportsJsonTest.client(access))
        .change(
            Subcommand.SMOOTHTIME,
            SmoothTimeCommand.OPERANDS,
            List.of(),
            SmoothTimeCommand::request,
            List.of(args),
            captured.output());
  }

  @Test
  void saysWhatTheDaemonAnswered() {
    assertThat(smoothTime(Access.FULL, "activate")).isEqualTo(Exit.OK);
    assertThat(smoothTime(Access.FULL, "activate", "--json")).isEqualTo(Exit.OK);
    assertThat(smoothTime(Access.FULL, "reset")).isEqualTo(Exit.FAILED);
    assertThat(smoothTime(Access.OPEN, "activate")).isEqualTo(Exit.FAILED);
    assertThat(captured.out())
        .isEqualTo(
            """
            200 OK
            {"schema":"meantime.change/1","done":true}
            505 Facility not enabled in daemon
            501 Not authorised
            """);
    assertThat(captured.err()).isEmpty();
    assertThat(smoothTime(Access.OPEN, "activate", "--json")).isEqualTo(Exit.FAILED);
    assertThat(captured.err()).isEqualTo("meantime: 501 Not authorised\n");
  }

  @Test
  void asksForWhatWasTyped() throws UsageException {
    OptionParser parser = new OptionParser("smoothtime", "", SmoothTimeCommand.OPERANDS, List.of());
    assertThat(SmoothTimeCommand.request(parser.parse(List.of("activate"))))
        .isEqualTo(new ControlRequest.ChangeSmoothing(SmoothingChange.ACTIVATE));
    assertThat(SmoothTimeCommand.request(parser.parse(List.of("reset"))))
        .isEqualTo(new ControlRequest.ChangeSmoothing(SmoothingChange.RESET));
  }
}
