// SPDX-License-Identifier: Apache-2.0

/// Experiments with whole daemons on simulated time: what the world is like, one run of it from a
/// seed, and how right the clocks were and claimed to be.
///
/// Signs: an *offset* is true time minus what the clock shows, positive when the clock is behind.
/// Models say in words which way they count: a clock is *ahead* by seconds and *fast* by s/s.
/// Everything runs on the caller's thread and repeats exactly from its seed.
@NullMarked
package dev.meantime.simulator.scenario;

import org.jspecify.annotations.NullMarked;
