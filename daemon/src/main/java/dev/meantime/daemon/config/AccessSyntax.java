// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import dev.meantime.daemon.config.AccessRule.Place;
import dev.meantime.daemon.config.AccessRule.Subnet;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The arguments of `allow`, `deny`, `cmdallow` and `cmddeny`.
final class AccessSyntax {

  private static final Pattern NUMERIC = Pattern.compile("[0-9]+(\\.[0-9]+)*\\.?|.*:.*");
  private static final String HINT = "like 192.0.2.0/24, 10.1, 2001:db8::/32 or a host name";

  private AccessSyntax() {}

  /// A directive that adds rules to the list.
  static Directive directive(String name, boolean allow, List<AccessRule> rules) {
    return Directive.of(name, "[all] [SUBNET]", 0, 2, arguments -> read(arguments, allow, rules));
  }

  private static void read(Arguments arguments, boolean allow, List<AccessRule> rules) {
    // Only in lower case: "ALL" would be a host's name, as in chrony.
    Place place = new Place(arguments.file(), arguments.number());
    boolean all = arguments.count() > 0 && arguments.text(0).equals("all");
    int subnet = all ? 1 : 0;
    if (arguments.count() > subnet + 1) {
      arguments.error(
          arguments.word(subnet + 1),
          "'" + arguments.directive() + "' takes one subnet",
          arguments.text(1).equals("all") ? "'all' comes first" : "use one line for each");
    } else if (arguments.count() == subnet) {
      rules.add(new AccessRule(allow, all, new Subnet.Everything(), place));
    } else {
      subnet(arguments, arguments.word(subnet))
          .ifPresent(s -> rules.add(new AccessRule(allow, all, s, place)));
    }
  }

  private static Optional<Subnet> subnet(Arguments arguments, Word word) {
    String text = word.text();
    int slash = text.indexOf('/');
    String base = slash < 0 ? text : text.substring(0, slash);
    Optional<Subnet.Prefix> prefix = prefix(base);
    if (prefix.isEmpty()) {
      if (slash >= 0 || NUMERIC.matcher(base).matches()) {
        arguments.error(word, "'" + text + "' is not a subnet", HINT);
        return Optional.empty();
      }
      return Optional.of(new Subnet.Host(text));
    }
    if (slash < 0) {
      return Optional.of(prefix.get());
    }
    int max = prefix.get().address() instanceof Inet4Address ? 32 : 128;
    OptionalLong bits = CNumber.integer(text.substring(slash + 1));
    if (bits.isEmpty() || bits.getAsLong() < 0 || bits.getAsLong() > max) {
      Word at = new Word(text, word.column() + slash + 1);
      arguments.error(
          at, "'" + text.substring(slash + 1) + "' is not a prefix length", "allowed: 0 to " + max);
      return Optional.empty();
    }
    return Optional.of(new Subnet.Prefix(prefix.get().address(), (int) bits.getAsLong()));
  }

  /// An address, or the first one to three octets of an IPv4 address.
  private static Optional<Subnet.Prefix> prefix(String text) {
    Optional<InetAddress> address = IpLiteral.parse(text);
    if (address.isPresent()) {
      return Optional.of(
          new Subnet.Prefix(address.get(), address.get() instanceof Inet4Address ? 32 : 128));
    }
    String[] parts = text.split("\\.", -1);
    if (parts.length > 3) {
      return Optional.empty();
    }
    byte[] octets = new byte[4];
    for (int i = 0; i < parts.length; i++) {
      OptionalLong octet = CNumber.integer(parts[i]);
      if (octet.isEmpty() || octet.getAsLong() < 0 || octet.getAsLong() > 255) {
        return Optional.empty();
      }
      octets[i] = (byte) octet.getAsLong();
    }
    return Optional.of(new Subnet.Prefix(Addresses.of(octets), parts.length * 8));
  }
}
