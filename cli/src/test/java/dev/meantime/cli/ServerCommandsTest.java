// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.cli.ReportOptions.Clients;
import dev.meantime.cli.ReportOptions.Names;
import dev.meantime.cli.ReportOptions.Style;
import dev.meantime.control.ControlResponder.Access;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `serverstats` and `clients`.
class ServerCommandsTest {

  private static final String HEADER =
      """
      Hostname                      NTP   Drop Int IntL Last     Cmd   Drop Int  Last
      ===============================================================================
      """;

  private static String report(Style style, Clients clients, Report report)
      throws ControlException {
    StringBuilder out = new StringBuilder();
    try (ControlClient daemon = ReportsJsonTest.client(Access.FULL)) {
      report.write(
          new ReportOptions(style, Names.NUMERIC, List.of(), 0, 0, false, false, false, clients),
          daemon,
          out);
    }
    return out.toString();
  }

  @Test
  void serverStatsAreChronycsTable() throws ControlException {
    assertThat(report(Style.TABLE, Clients.ALL, ServerStatsCommand::write))
        .isEqualTo(
            """
            NTP packets received       : 1
            NTP packets dropped        : 2
            Command packets received   : 5
            Command packets dropped    : 6
            Client log records dropped : 7
            NTS-KE connections accepted: 3
            NTS-KE connections dropped : 4
            Authenticated NTP packets  : 8
            Interleaved NTP packets    : 9
            NTP timestamps held        : 10
            NTP timestamp span         : 11
            NTP daemon RX timestamps   : 12
            NTP daemon TX timestamps   : 13
            NTP kernel RX timestamps   : 14
            NTP kernel TX timestamps   : 15
            NTP hardware RX timestamps : 16
            NTP hardware TX timestamps : 17
            """);
    assertThat(report(Style.CSV, Clients.ALL, ServerStatsCommand::write))
        .isEqualTo("1,2,5,6,7,3,4,8,9,10,11,12,13,14,15,16,17\n");
  }

  @Test
  void serverStatsAsADocument() throws ControlException {
    assertThat(report(Style.JSON, Clients.ALL, ServerStatsCommand::write))
        .isEqualTo(
            """
            {"schema":"meantime.serverstats/1","ntp":{"received":1,"dropped":2},\
            "commands":{"received":5,"dropped":6},"ntsKe":{"received":3,"dropped":4},\
            "clientsForgotten":7,"authenticated":8,"interleaved":9,"timestampsHeld":10,\
            "timestampSpan":11,"daemonTimestamps":{"received":12,"transmitted":13},\
            "kernelTimestamps":{"received":14,"transmitted":15},\
            "hardwareTimestamps":{"received":16,"transmitted":17}}
            """);
  }

  @Test
  void outcomesSayWhyAPacketWasNotAnswered() throws ControlException {
    String table = report(Style.TABLE, Clients.ALL, ServerOutcomes::write);
    assertThat(table)
        .startsWith("Answered                                            : 1\n")
        .contains("Not answered: the address is not allowed            : 8\n")
        .contains("Lost: no room in the socket                         : 11\n");
    assertThat(report(Style.CSV, Clients.ALL, ServerOutcomes::write))
        .isEqualTo("1,2,3,9,8,10,4,5,6,7,12,11,13,14,15\n");
    assertThat(report(Style.JSON, Clients.ALL, ServerOutcomes::write))
        .startsWith(
            "{\"schema\":\"meantime.serveroutcomes/1\",\"answered\":1,\"kisses\":2,\"handedOver\":3,");
  }

  @Test
  void smoothingCountsFromTrueTime() throws ControlException {
    assertThat(report(Style.JSON, Clients.ALL, SmoothingCommand::write))
        .isEqualTo(
            """
            {"schema":"meantime.smoothing/1","active":true,"leapOnly":true,"servedAhead":-0.25,\
            "servedFast":1.25E-5,"wander":-5.0E-7,"updateAge":2.25,"remaining":64.0}
            """);
  }

  @Test
  void clientsAreChronycsTable() throws ControlException {
    assertThat(report(Style.TABLE, Clients.ALL, ClientsCommand::write))
        .isEqualTo(
            HEADER
                + """
                2001:db8::1                    17      2   6   7    64       0      0   -     -
                127.0.0.1                       0      0   -   -     -       4      1  -2     0
                """);
    assertThat(report(Style.CSV, Clients.ALL, ClientsCommand::write))
        .isEqualTo(
            """
            2001:db8::1,17,2,6,7,64,0,0,127,4294967295
            127.0.0.1,0,0,127,127,4294967295,4,1,-2,0
            """);
  }

  @Test
  void clientsOfKeyEstablishment() throws ControlException {
    assertThat(report(Style.TABLE, new Clients(false, true, 0), ClientsCommand::write))
        .startsWith(HEADER.substring(0, 56) + "NTS-KE   Drop Int  Last\n")
        .endsWith(
            "127.0.0.1                       0      0   -   -     -       1      0   -     3\n");
  }

  @Test
  void leavesRareClientsOut() throws ControlException {
    assertThat(report(Style.CSV, new Clients(false, false, 5), ClientsCommand::write))
        .isEqualTo("2001:db8::1,17,2,6,7,64,0,0,127,4294967295\n");
  }

  @Test
  void clientsAsADocument() throws ControlException {
    assertThat(report(Style.JSON, new Clients(true, false, 4), ClientsCommand::write))
        .isEqualTo(
            """
            {"schema":"meantime.clients/1","clients":[{"name":"2001:db8::1",\
            "ntp":{"received":17,"dropped":2,"interval":64.0,"lastAge":64},\
            "limitedInterval":128.0,\
            "commands":{"received":0,"dropped":0,"interval":null,"lastAge":null},\
            "ntsKe":{"received":0,"dropped":0,"interval":null,"lastAge":null}},\
            {"name":"127.0.0.1",\
            "ntp":{"received":0,"dropped":0,"interval":null,"lastAge":null},\
            "limitedInterval":null,\
            "commands":{"received":4,"dropped":1,"interval":0.25,"lastAge":0},\
            "ntsKe":{"received":1,"dropped":0,"interval":null,"lastAge":3}}]}
            """);
  }

  @Test
  void tellsThatTheDaemonIsSilentAboutThem() {
    Captured captured = new Captured();
    assertThat(Main.run(List.of("clients", "-p", "-1"), captured.output())).isEqualTo(Exit.USAGE);
    assertThat(Main.run(List.of("serverstats", "-r"), captured.output())).isEqualTo(Exit.USAGE);
    assertThat(Main.run(List.of("clients", "-h", "/nonexistent"), captured.output()))
        .isEqualTo(Exit.FAILED);
    assertThat(captured.out()).isEqualTo(HEADER + "506 Cannot talk to daemon\n");
  }
}
