// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import dev.meantime.crypto.KeyFile;
import dev.meantime.crypto.SymmetricKey;
import dev.meantime.testing.Behaviour;
import dev.meantime.testing.Fault;
import dev.meantime.testing.TestServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A program: our servers on a host of {@link TwoHosts}, where the test itself is not.
///
/// It prints `ready`, then a line for each request: `ADDRESS requests N rejected N`. It runs until
/// it is ended.
final class OurServers {

  private static final int NTP_PORT = 123;
  private static final Duration FOREVER = Duration.ofDays(1);

  /// What a server does with a request that has the right key.
  enum Answer {
    TRUTHFUL,
    FORGED_MAC,
    NO_MAC,
    CRYPTO_NAK;

    private Behaviour behaviour() {
      return switch (this) {
        case TRUTHFUL -> Behaviour.truthful();
        case FORGED_MAC -> Behaviour.truthful().with(new Fault.ForgedMac());
        case NO_MAC -> Behaviour.truthful().with(new Fault.NoMac());
        case CRYPTO_NAK -> Behaviour.truthful().with(new Fault.CryptoNak());
      };
    }
  }

  /// A server.
  ///
  /// @param keys a key file of ntpd's format
  record Spec(String address, Path keys, Answer answer) {}

  private OurServers() {}

  /// The command that runs these servers.
  static List<String> command(List<Spec> specs) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                absolute(System.getProperty("java.class.path")),
                OurServers.class.getName()));
    for (Spec spec : specs) {
      command.addAll(List.of(spec.address(), spec.keys().toString(), spec.answer().name()));
    }
    return command;
  }

  static void main(String[] arguments) throws IOException {
    for (int i = 0; i < arguments.length; i += 3) {
      String address = arguments[i];
      String keys = Files.readString(Path.of(arguments[i + 1]), StandardCharsets.ISO_8859_1);
      TestServer server =
          TestServer.start(
              TestServer.Setup.standard()
                  .withAddress(InetAddress.getByName(address), NTP_PORT)
                  .withKeys(KeyFile.parseNtp(keys).keys().toArray(SymmetricKey[]::new))
                  .withBehaviour(Answer.valueOf(arguments[i + 2]).behaviour()));
      Thread.ofPlatform().name("requests to " + address).start(() -> report(address, server));
    }
    System.out.println("ready");
  }

  private static void report(String address, TestServer server) {
    try {
      for (long requests = 1; server.awaitRequests(requests, FOREVER); requests++) {
        System.out.println(address + " requests " + requests + " rejected " + server.rejected());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The child starts in another directory.
  private static String absolute(String classPath) {
    return String.join(
        File.pathSeparator,
        Arrays.stream(classPath.split(File.pathSeparator))
            .map(element -> Path.of(element).toAbsolutePath().toString())
            .toList());
  }
}
