// SPDX-License-Identifier: Apache-2.0
/// ntpq's side of the daemon: mode 6 of NTP, the control messages of RFC 9327, as far as they only
/// read. What is told is told from the same reports as chronyc gets, in ntpd's names, units
/// (milliseconds, ppm) and signs: an offset is positive when the local clock is behind.
///
/// An answer may be much longer than its question. Whoever owns the socket hands on only what one
/// program of this machine asks of another.
@NullMarked
package dev.meantime.control.ntpq;

import org.jspecify.annotations.NullMarked;
