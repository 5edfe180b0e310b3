// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.util.ArrayList;
import java.util.List;

/// `server`, `pool` and `peer`: all that a `sourcedir` file can hold. Confined to one run of the
/// parser.
final class SourceLineDirectives implements DirectiveGroup {

  private final List<SourceDraft> drafts = new ArrayList<>();

  @Override
  public List<Directive> directives() {
    return List.of(
        source(SourceLine.Kind.SERVER),
        source(SourceLine.Kind.POOL),
        source(SourceLine.Kind.PEER).notYet());
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
