// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.crypto.SymmetricKey;
import java.util.List;
import java.util.Optional;

/// What `meantime query` is asked to do.
///
/// @param targets whom to ask
/// @param samples how many times each address is asked
/// @param intervalSeconds between two requests to one address
/// @param timeoutSeconds how long an answer is waited for, name look-up included
/// @param family which addresses of a name are asked
/// @param key what authenticates, if anything
/// @param version of NTP, 1 to 4; 0 for the newest that suits the key
/// @param json one document instead of a table
/// @param verbose also what only a specialist wants to know
record QueryOptions(
    List<QueryTarget> targets,
    int samples,
    double intervalSeconds,
    double timeoutSeconds,
    Family family,
    Optional<SymmetricKey> key,
    int version,
    boolean json,
    boolean verbose) {

  /// Which addresses of a name are asked.
  enum Family {
    ANY,
    IPV4,
    IPV6
  }
}
