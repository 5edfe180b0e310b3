// SPDX-License-Identifier: Apache-2.0

/// Reference clocks: what is read off a receiver, a pulse or a network card becomes samples of a
/// source like any other. A pulse says when a second begins, but not which; that is told by another
/// reference clock that it is locked to, or by our own clock. Confined to the loop.
@NullMarked
package dev.meantime.engine.refclock;

import org.jspecify.annotations.NullMarked;
