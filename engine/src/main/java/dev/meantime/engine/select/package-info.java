// SPDX-License-Identifier: Apache-2.0

/// Which sources to believe, why not the others, and what those that agree say together.
///
/// Each source claims an interval that must contain the true time. The largest group of intervals
/// with a common intersection are truechimers; the others are falsetickers (Marzullo's algorithm as
/// in RFC 5905 §11.2.1). The reason for every source's part is a value that `sources`, logs and
/// JSON show alike.
@NullMarked
package dev.meantime.engine.select;

import org.jspecify.annotations.NullMarked;
