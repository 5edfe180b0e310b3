// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `server`, `pool`, `peer` and what listens to broadcasts: all that a `sourcedir` file can hold.
/// Confined to one run of the parser.
final class SourceLineDirectives implements DirectiveGroup {

  private final List<SourceDraft> drafts = new ArrayList<>();

  @Override
  public List<Directive> directives() {
    return List.of(
        source(SourceLine.Kind.SERVER),
        source(SourceLine.Kind.POOL),
        source(SourceLine.Kind.PEER),
        Directive.of(
            "broadcastclient",
            "[OPTION]...",
            0,
            Directive.ANY_NUMBER,
            arguments -> broadcasts(arguments, SourceLine.BROADCAST, 0)),
        Directive.of(
            "multicastclient", "ADDRESS [OPTION]...", 1, Directive.ANY_NUMBER, this::multicasts));
  }

  private void multicasts(Arguments arguments) {
    Optional<InetAddress> group = IpLiteral.parse(arguments.text(0));
    if (group.filter(InetAddress::isMulticastAddress).isPresent()) {
      broadcasts(arguments, group.get().getHostAddress(), 1);
    } else {
      arguments.error(
          arguments.word(0),
          "'" + arguments.text(0) + "' is not the address of a multicast group",
          "like 224.0.1.1 or ff05::101");
    }
  }

  private void broadcasts(Arguments arguments, String name, int optionsFrom) {
    SourceDraft draft = new SourceDraft(SourceLine.Kind.BROADCAST, name);
    int errorsBefore = arguments.errors();
    draft.options().read(arguments, optionsFrom);
    if (!draft.hasKey() && arguments.errors() == errorsBefore) {
      arguments.warnOnce(
          arguments.directive() + " without a key",
          arguments.directiveWord(),
          "without a key, anybody on the network can set the clock",
          "give the servers and this line a key: " + arguments.directive() + " ... key ID");
    }
    drafts.add(draft);
  }

  private Directive source(SourceLine.Kind kind) {
    return Directive.of(
        kind.directive(),
        "HOST [OPTION]...",
        1,
        Directive.ANY_NUMBER,
        arguments -> {
          SourceDraft draft = new SourceDraft(kind, arguments.text(0));
          draft.options().read(arguments, 1);
          drafts.add(draft);
        });
  }

  /// The lines read so far. Defaults enter now because the order of directives does not matter.
  List<SourceLine> build(int minSamples, int maxSamples, double maxClockError) {
    return drafts.stream().map(d -> d.build(minSamples, maxSamples, maxClockError)).toList();
  }
}
