// SPDX-License-Identifier: Apache-2.0

/// Asks NTP servers for the time, and tells how wrong the answer can be.
///
/// Begin at {@link dev.meantime.client.NtpClient}. Every query has a deadline and one of three
/// results: a measurement that can be used, a measurement that should not be, or the reason why
/// there is none. Offsets are seconds, positive when the local clock is behind the server.
@NullMarked
package dev.meantime.client;

import org.jspecify.annotations.NullMarked;
