// SPDX-License-Identifier: Apache-2.0

/// Help for tests that need a time server: {@link dev.meantime.testing.TestServer} answers on a
/// loopback port as its {@link dev.meantime.testing.Behaviour} says, truthfully or not.
///
/// Offsets are positive when the server's clock is ahead of the clock it was given, so that a
/// client that reads the same clock measures exactly this offset.
@NullMarked
package dev.meantime.testing;

import org.jspecify.annotations.NullMarked;
