// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.client.NtpResult;
import dev.meantime.client.NtpResult.Cause;
import dev.meantime.client.NtpResult.Rejection;
import dev.meantime.crypto.PacketAuthenticator.Verdict;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryVerdictTest {

  private static final String A = "192.0.2.1";

  private record Case(NtpResult result, String word, String sentence) {}

  private static final List<Case> CASES = cases();

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    cases.add(
        new Case(
            Answers.usable(A, 0.004, 0.01, 0.005),
            "usable",
            "usable: the local clock agrees with it to within 5.000 ms"));
    cases.add(
        new Case(
            Answers.usable(A, 0.25, 0.01, 0.005),
            "usable",
            "usable: the local clock is 250.0 ms behind, give or take 5.000 ms"));
    cases.add(
        new Case(
            Answers.usable(A, -0.25, 0.01, 0.005),
            "usable",
            "usable: the local clock is 250.0 ms ahead, give or take 5.000 ms"));
    cases.add(
        new Case(
            Answers.rejected(
                A,
                Answers.packet(LeapIndicator.UNSYNCHRONISED, 0, ReferenceId.NONE),
                0.01,
                new Rejection.Unsynchronised()),
            "unsynchronised",
            "would be rejected: it says that it is not synchronised itself"));
    cases.add(
        new Case(
            Answers.rejected(
                A,
                Answers.packet(LeapIndicator.NONE, 16, ReferenceId.NONE),
                0.01,
                new Rejection.Unsynchronised()),
            "unsynchronised",
            "would be rejected: its stratum 16 means that it does not have the time"));
    rejected(
        cases,
        new Rejection.TooFar(4.5, 3),
        "too-far",
        "would be rejected by a default chrony: root distance 4.500 s > 3.000 s");
    rejected(
        cases,
        new Rejection.TooSlow(3.25, 3),
        "too-slow",
        "would be rejected by a default chrony: delay 3.250 s > 3.000 s");
    rejected(
        cases,
        new Rejection.ImplausibleServerTime(5),
        "implausible-server-time",
        "would be rejected by a default chrony: it kept the request for 5.000 s");
    rejected(
        cases,
        new Rejection.ImplausibleServerTime(-0.5),
        "implausible-server-time",
        "would be rejected: it says that it answered 500.0 ms before it was asked");
    failed(
        cases,
        new Cause.Timeout(),
        "timeout",
        "no answer: the server is down, does not serve us, or a firewall drops UDP port 123");
    failed(
        cases,
        new Cause.KissOfDeath(ReferenceId.ofText("RATE")),
        "kiss-of-death",
        "refused with kiss code RATE: rate exceeded: ask less often");
    failed(
        cases,
        new Cause.KissOfDeath(ReferenceId.ofText("XYZ")),
        "kiss-of-death",
        "refused with kiss code XYZ: unregistered kiss code");
    failed(
        cases,
        new Cause.KissOfDeath(new ReferenceId(0x01020304)),
        "kiss-of-death",
        "refused with kiss code 01020304: unregistered kiss code");
    failed(
        cases,
        new Cause.BadOrigin(),
        "bad-origin",
        "only answers to questions that were never asked: a broken server, or a forger");
    failed(
        cases,
        new Cause.MissingTimestamps(),
        "missing-timestamps",
        "answered without its timestamps: a broken server");
    failed(
        cases,
        new Cause.Malformed("too short"),
        "malformed",
        "answered with what is no NTP answer: too short");
    failed(
        cases,
        new Cause.NotAuthentic(Verdict.MISSING),
        "not-authentic",
        "answered without a MAC: it does not know the key, or someone else answered");
    failed(
        cases,
        new Cause.NotAuthentic(Verdict.WRONG_KEY),
        "not-authentic",
        "answered with another key than asked for");
    failed(
        cases,
        new Cause.NotAuthentic(Verdict.FORGED),
        "not-authentic",
        "answered with a MAC that does not fit: the two keys differ, or the answer is forged");
    failed(
        cases,
        new Cause.NotAuthentic(Verdict.REFUSED),
        "not-authentic",
        "could not authenticate the request (crypto-NAK): the two keys differ");
    failed(
        cases,
        new Cause.Unreachable("nobody listens"),
        "unreachable",
        "nobody listens on UDP port 123 there");
    failed(cases, new Cause.UnknownHost("cannot resolve x"), "unknown-host", "cannot resolve x");
    failed(
        cases,
        new Cause.NetworkError("Network is unreachable"),
        "network-error",
        "could not be asked: Network is unreachable");
    failed(cases, new Cause.Closed(), "closed", "was not asked to the end");
    return cases;
  }

  private static void rejected(List<Case> cases, Rejection reason, String word, String sentence) {
    cases.add(new Case(Answers.rejected(A, Answers.packet(), 0.01, reason), word, sentence));
  }

  private static void failed(List<Case> cases, Cause cause, String word, String sentence) {
    cases.add(new Case(Answers.failed(A, cause), word, sentence));
  }

  @Test
  void everyResultHasItsWordAndItsSentence() {
    for (Case one : CASES) {
      assertThat(QueryVerdict.word(one.result())).isEqualTo(one.word());
      assertThat(QueryVerdict.sentence(one.result())).isEqualTo(one.sentence());
      assertThat(QueryVerdict.sentence(new QueryAnswer(A, List.of(one.result()))))
          .isEqualTo(one.sentence());
    }
  }

  @Test
  void theCasesCoverEveryKindOfResult() {
    List<Class<?>> kinds = new ArrayList<>(List.of(Rejection.class.getPermittedSubclasses()));
    kinds.addAll(List.of(Cause.class.getPermittedSubclasses()));
    List<Class<?>> covered = new ArrayList<>();
    for (Case one : CASES) {
      switch (one.result()) {
        case NtpResult.Rejected(var _, var _, Rejection reason) -> covered.add(reason.getClass());
        case NtpResult.Failure(var _, Cause cause) -> covered.add(cause.getClass());
        case NtpResult.Success _ -> {}
      }
    }
    assertThat(covered).containsAll(kinds);
  }

  @Test
  void tellsWhatElseHappenedToAUsableServer() {
    NtpResult good = Answers.usable(A, 0.001, 0.01, 0.005);
    assertThat(
            QueryVerdict.sentence(
                new QueryAnswer(
                    A,
                    List.of(
                        Answers.failed(A, new Cause.Timeout()),
                        Answers.failed(A, new Cause.Timeout()),
                        good,
                        Answers.rejected(A, Answers.packet(), 0.01, new Rejection.TooSlow(4, 3)),
                        Answers.kiss(A, "RATE")))))
        .isEqualTo(
            "usable: the local clock agrees with it to within 5.000 ms; 4 of 5 requests without a"
                + " usable answer: timeout, too slow, kiss code RATE");
    assertThat(QueryVerdict.sentence(new QueryAnswer(A, List.of(good, Answers.kiss(A, "DENY")))))
        .isEqualTo("refused with kiss code DENY: access denied by the server");
  }
}
