// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.util.List;

/// Directives of one subject and what they said so far. Confined to one run of the parser.
interface DirectiveGroup {
  List<Directive> directives();
}
