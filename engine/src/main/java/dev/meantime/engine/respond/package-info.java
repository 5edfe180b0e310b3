// SPDX-License-Identifier: Apache-2.0

/// Answering: who may ask, how often, and what is said. RFC 5905 §9 and §14, RFC 8633, RFC 9769.
///
/// A responder belongs to one thread and shares nothing with the loop but immutable snapshots: the
/// {@link dev.meantime.engine.respond.ServedClock} and the access table. Addresses are 128 bits in
/// two numbers, IPv4 as the IPv4-mapped `::ffff:a.b.c.d`. Nothing here allocates for a packet.
@NullMarked
package dev.meantime.engine.respond;

import org.jspecify.annotations.NullMarked;
