// SPDX-License-Identifier: Apache-2.0

/// A world on simulated time that drives the unmodified daemon: oscillators, links, name servers,
/// model NTP servers and hosts. Everything happens on the caller's thread, in the order of true
/// time, and repeats exactly from its seed.
@NullMarked
package dev.meantime.simulator;

import org.jspecify.annotations.NullMarked;
