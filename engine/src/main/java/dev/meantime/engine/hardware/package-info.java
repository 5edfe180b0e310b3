// SPDX-License-Identifier: Apache-2.0

/// The clock of a network card, which stamps packets as they pass, against the wall clock, which
/// those stamps are wanted in. Confined to the loop; what comes out is immutable.
@NullMarked
package dev.meantime.engine.hardware;

import org.jspecify.annotations.NullMarked;
