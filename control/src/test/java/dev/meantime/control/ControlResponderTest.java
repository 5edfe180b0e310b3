// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import static dev.meantime.control.FixedTarget.ip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.control.ControlResponder.Access;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ControlResponderTest {

  private final FixedTarget target = new FixedTarget();
  private final ControlResponder responder =
      new ControlResponder(target, RequestCode.OPEN_BY_DEFAULT);

  @Test
  void answersWhatIsOpenToEveryone() {
    assertThat(ask(new ControlRequest.GetTracking(), Access.OPEN))
        .isEqualTo(new DecodedReply.Answer(0, Samples.TRACKING));
    assertThat(ask(new ControlRequest.GetSourceName(FixedTarget.KNOWN), Access.OPEN))
        .isEqualTo(new DecodedReply.Answer(0, new ControlReply.SourceName("ntp.example.net")));
  }

  @Test
  void refusesTheRestByUdp() {
    assertThat(status(new ControlRequest.GetSelectData(0), Access.OPEN)).isEqualTo(2);
    assertThat(status(new ControlRequest.Shutdown(), Access.OPEN)).isEqualTo(2);
    assertThat(target.executed).isEmpty();
  }

  @Test
  void answersWhatTheConfigurationOpens() {
    var open = new ControlResponder(target, EnumSet.of(RequestCode.SELECT_DATA));
    byte[] request = RequestCodec.encode(new ControlRequest.GetSelectData(0), 1, 0);
    assertThat(open.respond(request, request.length, Access.OPEN).map(reply -> reply[9]))
        .contains((byte) 0);
    byte[] tracking = RequestCodec.encode(new ControlRequest.GetTracking(), 1, 0);
    assertThat(open.respond(tracking, tracking.length, Access.OPEN).map(reply -> reply[9]))
        .contains((byte) 2);
  }

  @Test
  void neverOpensACommand() {
    var open = new ControlResponder(target, EnumSet.allOf(RequestCode.class));
    byte[] request = RequestCodec.encode(new ControlRequest.MakeStep(), 1, 0);
    assertThat(open.respond(request, request.length, Access.OPEN).map(reply -> reply[9]))
        .contains((byte) 2);
    assertThat(target.executed).isEmpty();
  }

  @Test
  void obeysWhoReachesTheSocket() {
    var burst = new ControlRequest.Burst(SourceFilter.only(ip("192.0.2.1")), 4, 8);
    assertThat(status(burst, Access.FULL)).isZero();
    assertThat(target.executed).containsExactly(burst);
  }

  @Test
  void saysHowACommandFailed() {
    target.result = CommandResult.NO_SUCH_SOURCE;
    assertThat(status(new ControlRequest.SetOnline(SourceFilter.ALL), Access.FULL)).isEqualTo(4);
    target.result = CommandResult.FAILED;
    assertThat(status(new ControlRequest.MakeStep(), Access.FULL)).isEqualTo(1);
  }

  @Test
  void knowsNoSourceBeyondTheLast() {
    assertThat(status(new ControlRequest.GetSource(1), Access.FULL)).isEqualTo(4);
    assertThat(status(new ControlRequest.GetSourceStats(-1), Access.FULL)).isEqualTo(4);
    assertThat(status(new ControlRequest.GetNtpData(ip("192.0.2.9"), false), Access.FULL))
        .isEqualTo(4);
  }

  @Test
  void servesClientsBeforeChrony46() {
    byte[] request =
        RequestCodec.encode(new ControlRequest.GetNtpData(FixedTarget.KNOWN, true), 1, 0);
    assertThat(request).hasSize(152);
    assertThat(responder.respond(request, request.length, Access.FULL).orElseThrow())
        .hasSize(152)
        .satisfies(reply -> assertThat(reply[7]).isEqualTo((byte) 16));
  }

  @Test
  void saysWhichFacilityIsMissing() {
    assertThat(raw(35, 56, Access.OPEN)).contains(13);
    assertThat(raw(51, 52, Access.OPEN)).contains(0);
    target.smooths = false;
    assertThat(raw(51, 52, Access.OPEN)).contains(6);
    assertThat(raw(64, 372, Access.FULL)).contains(3);
  }

  @Test
  void tellsWhoMayUseAServiceToWhoReachesTheSocket() {
    assertThat(status(check(AccessService.NTP, FixedTarget.KNOWN), Access.FULL)).isEqualTo(8);
    assertThat(status(check(AccessService.NTP, ip("192.0.2.9")), Access.FULL)).isEqualTo(9);
    assertThat(status(check(AccessService.COMMANDS, FixedTarget.KNOWN), Access.FULL)).isEqualTo(9);
    var open = new ControlResponder(target, EnumSet.allOf(RequestCode.class));
    byte[] request = RequestCodec.encode(check(AccessService.NTP, FixedTarget.KNOWN), 1, 0);
    assertThat(open.respond(request, request.length, Access.OPEN).map(reply -> reply[9]))
        .contains((byte) 2);
  }

  private static ControlRequest check(AccessService service, ControlAddress address) {
    return new ControlRequest.CheckAccess(service, address);
  }

  @Test
  void tellsWhatTheServerHasDone() {
    assertThat(ask(new ControlRequest.GetServerStats(false), Access.FULL))
        .isEqualTo(new DecodedReply.Answer(0, Samples.SERVER_STATS));
    assertThat(status(new ControlRequest.GetServerStats(false), Access.OPEN)).isEqualTo(2);
    assertThat(ask(new ControlRequest.GetServerOutcomes(), Access.FULL))
        .isEqualTo(
            new DecodedReply.Answer(
                0, new ServerOutcomesReport(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)));
    assertThat(status(new ControlRequest.GetServerOutcomes(), Access.OPEN)).isEqualTo(2);
    byte[] old = RequestCodec.encode(new ControlRequest.GetServerStats(true), 1, 0);
    assertThat(old).hasSize(72);
    assertThat(responder.respond(old, old.length, Access.FULL).orElseThrow())
        .hasSize(72)
        .satisfies(reply -> assertThat(reply[7]).isEqualTo((byte) 24));
  }

  @Test
  void tellsClientsPageByPage() {
    assertThat(ask(new ControlRequest.GetClientAccesses(0, 2, 0, false), Access.FULL))
        .isEqualTo(
            new DecodedReply.Answer(
                0, new ClientAccessPage(16, 2, List.of(Samples.CLIENT, Samples.CLIENT))));
    assertThat(ask(new ControlRequest.GetClientAccesses(8, 8, 0, true), Access.FULL))
        .isEqualTo(new DecodedReply.Answer(0, new ClientAccessPage(16, 16, List.of())));
    assertThat(status(new ControlRequest.GetClientAccesses(0, 8, 0, false), Access.OPEN))
        .isEqualTo(2);
    target.remembersClients = false;
    assertThat(status(new ControlRequest.GetClientAccesses(0, 8, 0, false), Access.FULL))
        .isEqualTo(15);
  }

  @Test
  void changesAccessOnlyForWhoReachesTheSocket() {
    var change =
        new ControlRequest.ChangeAccess(AccessService.NTP, true, true, ip("192.0.2.0"), 24);
    assertThat(status(change, Access.OPEN)).isEqualTo(2);
    assertThat(target.executed).isEmpty();
    assertThat(status(change, Access.FULL)).isZero();
    assertThat(target.executed).containsExactly(change);
    target.result = CommandResult.BAD_SUBNET;
    assertThat(status(change, Access.FULL)).isEqualTo(7);
  }

  @Test
  void checksInChronysOrder() {
    assertThat(raw(33, 27, Access.FULL)).as("shorter than any reply").isEmpty();
    assertThat(raw(33, 861, Access.FULL)).as("longer than any request").isEmpty();
    assertThat(raw(75, 28, Access.OPEN)).as("unknown code").contains(3);
    assertThat(raw(10, 28, Access.OPEN)).as("retired code").contains(3);
    assertThat(raw(62, 28, Access.OPEN)).as("not for everyone").contains(2);
    assertThat(raw(64, 28, Access.OPEN)).as("length before access").contains(19);
    assertThat(raw(33, 103, Access.OPEN)).as("too short for its reply").contains(19);
    assertThat(raw(33, 860, Access.OPEN)).as("longer than needed").contains(0);
  }

  @Test
  void tellsItsVersionToNewerClients() {
    byte[] request = request(33, 104);
    request[0] = 7;
    byte[] reply = responder.respond(request, request.length, Access.OPEN).orElseThrow();
    assertThat(reply[0]).isEqualTo((byte) 6);
    assertThat(reply[9]).isEqualTo((byte) 18);
    request[0] = 4;
    assertThat(responder.respond(request, request.length, Access.OPEN)).isEmpty();
  }

  @Test
  void ignoresWhatIsNoRequest() {
    for (int offset : new int[] {1, 2, 3}) {
      byte[] request = request(33, 104);
      request[offset] ^= 3;
      assertThat(responder.respond(request, request.length, Access.FULL)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Access.class)
  void neverThrowsNorAmplifies(Access access) {
    long seed = 42;
    Random random = new Random(seed);
    int answered = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] data = new byte[random.nextInt(900)];
      random.nextBytes(data);
      if (data.length > 5 && random.nextInt(10) > 0) {
        byte[] header = request(random.nextInt(80), 20);
        System.arraycopy(header, 0, data, 0, Math.min(20, data.length));
      }
      int length = data.length;
      Optional<byte[]> reply = responder.respond(data, length, access);
      assertThat(reply.map(octets -> octets.length).orElse(0))
          .as("seed %d, run %d", seed, i)
          .isLessThanOrEqualTo(length);
      answered += reply.isPresent() ? 1 : 0;
    }
    assertThat(answered).isGreaterThan(50_000);
  }

  private DecodedReply ask(ControlRequest request, Access access) {
    byte[] data = RequestCodec.encode(request, 99, 0);
    byte[] reply = responder.respond(data, data.length, access).orElseThrow();
    return ReplyCodec.decode(reply, reply.length, RequestCodec.code(request), 99);
  }

  private int status(ControlRequest request, Access access) {
    return ((DecodedReply.Answer) ask(request, access)).status();
  }

  private Optional<Integer> raw(int code, int length, Access access) {
    byte[] data = Arrays.copyOf(request(code, Math.max(length, 28)), length);
    return responder.respond(data, length, access).map(reply -> (int) reply[9]);
  }

  private static byte[] request(int code, int length) {
    byte[] data = new byte[length];
    data[0] = 6;
    data[1] = 1;
    data[5] = (byte) code;
    return data;
  }
}
