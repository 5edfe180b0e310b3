// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.client.NtpResult;
import dev.meantime.client.NtpServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The document whose fields docs/json.md promises.
class QueryJsonTest {

  private static final String A = "192.0.2.1";

  @Test
  void layout() throws ControlException {
    QueryAnswer good =
        new QueryAnswer(
            "a.example (192.0.2.1)",
            List.of(
                Answers.usable(A, 0.001, 0.012, 0.0147),
                Answers.usable(A, 0.0015, 0.022, 0.0197),
                Answers.kiss(A, "RATE")));
    QueryAnswer lost =
        new QueryAnswer(
            "nowhere.example",
            List.of(
                new NtpResult.Failure(
                    NtpServer.of("nowhere.example"),
                    new NtpResult.Cause.UnknownHost("cannot resolve nowhere.example"))));
    assertThat(json(good, lost))
        .isEqualTo(
            """
            {"schema":"meantime.query/1","servers":[\
            {"name":"a.example (192.0.2.1)","address":"192.0.2.1","port":123,"usable":true,\
            "verdict":"usable",\
            "sentence":"usable: the local clock agrees with it to within 14.70 ms;\
             1 of 3 requests without a usable answer: kiss code RATE",\
            "agrees":null,"jitter":5.0E-4,\
            "best":{"offset":0.001,"error":0.0147,"delay":0.012,"stratum":2,"leap":"none",\
            "referenceId":"C0000201","reference":"192.0.2.1","rootDelay":0.015625,\
            "rootDispersion":9.765625E-4,"rootDistance":0.0147890625,"referenceAge":100.00000099977478,\
            "version":4,"poll":6,"precision":-24,"origin":1767323044.990000000,\
            "receive":1767323045.000000000,"transmit":1767323045.000001000,\
            "destination":1767323045.012000000},\
            "samples":[{"verdict":"usable","offset":0.001,"error":0.0147,"delay":0.012},\
            {"verdict":"usable","offset":0.0015,"error":0.0197,"delay":0.022},\
            {"verdict":"kiss-of-death","offset":null,"error":null,"delay":null}]},\
            {"name":"nowhere.example","address":null,"port":123,"usable":false,\
            "verdict":"unknown-host","sentence":"cannot resolve nowhere.example","agrees":null,\
            "jitter":null,"best":null,\
            "samples":[{"verdict":"unknown-host","offset":null,"error":null,"delay":null}]}],\
            "agreeing":1,"majority":false}
            """);
  }

  @Test
  void tellsWhoDisagrees() throws ControlException {
    String text =
        json(
            new QueryAnswer("a", List.of(Answers.usable(A, 0.001, 0.01, 0.01))),
            new QueryAnswer("b", List.of(Answers.usable(A, 0.002, 0.01, 0.01))),
            new QueryAnswer("c", List.of(Answers.usable(A, 0.300, 0.01, 0.01))));
    assertThat(text).endsWith("\"agreeing\":2,\"majority\":true}\n");
    assertThat(text.split("\"agrees\":", -1)[3]).startsWith("false");
  }

  private static String json(QueryAnswer... answers) throws ControlException {
    StringBuilder out = new StringBuilder();
    QueryJson.write(out, List.of(answers));
    return out.toString();
  }
}
