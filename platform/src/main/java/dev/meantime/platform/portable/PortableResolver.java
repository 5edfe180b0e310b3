// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.portable;

import dev.meantime.platform.Resolver;
import dev.meantime.platform.spi.PostBox;
import dev.meantime.platform.spi.PostedBackground;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Looks names up through the JDK, each on a virtual thread.
///
/// The JDK reports every failure as one exception, whose text alone tells a name that does not
/// exist from a server that does not answer; the text is the C library's and differs between
/// systems and languages. So a failure counts as {@link Resolution.NoSuchName} only when it reads
/// like one of the known texts, and otherwise as {@link Resolution.Unavailable}: trying again in
/// vain does less harm than giving up. The JDK also remembers failures for 10 s and successes for
/// 30 s, and lists IPv4 addresses first unless told otherwise by `java.net.preferIPv6Addresses`.
final class PortableResolver implements Resolver, AutoCloseable {

  private static final List<String> NO_SUCH_NAME =
      List.of(
          "name or service not known",
          "no address associated with hostname",
          "nodename nor servname provided",
          "no such host is known");

  private final PostedBackground lookups;

  PortableResolver(PostBox postBox) {
    lookups =
        new PostedBackground(
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("resolver-", 0).factory()),
            postBox);
  }

  @Override
  public void resolve(String name, Consumer<Resolution> whenDone) {
    lookups.submit(
        () -> InetAddress.getAllByName(name),
        addresses -> whenDone.accept(new Resolution.Resolved(List.of(addresses))),
        failure -> whenDone.accept(classify(failure)));
  }

  static Resolution classify(Exception failure) {
    String reason = String.valueOf(failure.getMessage());
    String text = reason.toLowerCase(Locale.ROOT);
    boolean noSuchName =
        failure instanceof UnknownHostException && NO_SUCH_NAME.stream().anyMatch(text::contains);
    return noSuchName ? new Resolution.NoSuchName(reason) : new Resolution.Unavailable(reason);
  }

  @Override
  public void close() {
    lookups.close();
  }
}
