// SPDX-License-Identifier: Apache-2.0

/// NTP on the wire: timestamps, packets of versions 1 to 4, extension fields and MAC fields.
///
/// Everything here is a value. Decoding returns a sealed {@link dev.meantime.wire.Decoded}: bad
/// bytes from the network are ordinary and never throw. All integers on the wire are big-endian.
/// NTP's own number formats exist only in this package: outside it, readings of a clock are `long`
/// nanoseconds since the Unix epoch and intervals are `double` seconds.
///
/// References: RFC 5905 (NTPv4), RFC 7822 (extension fields), RFC 5906 §8 and RFC 8573 (MACs).
@NullMarked
package dev.meantime.wire;

import org.jspecify.annotations.NullMarked;
