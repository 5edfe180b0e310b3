// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

import dev.meantime.control.ControlAddress;
import dev.meantime.control.SourceReport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Numbers sources as ntpq knows them, 1 to 65535: each keeps its number as long as it exists, and
/// a number is not given away again soon. Confined to its responder.
final class AssociationIds {

  private static final int LARGEST = 65_535;

  /// What makes a source the same one in the next list.
  ///
  /// @param occurrence how many before it in the list look the same
  private record Identity(ControlAddress address, SourceReport.Mode mode, int occurrence) {}

  private final Map<Identity, Integer> ids = new LinkedHashMap<>();
  private int last;

  /// The numbers of these, in their order.
  List<Integer> of(List<SourceReport> sources) {
    List<Identity> identities = new ArrayList<>();
    Set<Identity> present = new HashSet<>();
    for (SourceReport source : sources) {
      int occurrence = 0;
      while (!present.add(new Identity(source.address(), source.mode(), occurrence))) {
        occurrence++;
      }
      identities.add(new Identity(source.address(), source.mode(), occurrence));
    }
    ids.keySet().retainAll(present);
    List<Integer> numbers = new ArrayList<>();
    for (Identity identity : identities) {
      numbers.add(ids.computeIfAbsent(identity, _ -> next()));
    }
    return numbers;
  }

  private int next() {
    do {
      last = last % LARGEST + 1;
    } while (ids.containsValue(last));
    return last;
  }
}
