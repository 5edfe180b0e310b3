// SPDX-License-Identifier: Apache-2.0
/// Measures the daemon as a server beside Debian's chronyd and ntpd, in the same run, on two
/// network namespaces joined by a cable.
@NullMarked
package dev.meantime.benchmarks;

import org.jspecify.annotations.NullMarked;
