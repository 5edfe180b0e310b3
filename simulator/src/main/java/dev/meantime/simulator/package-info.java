// SPDX-License-Identifier: Apache-2.0

/// A world on simulated time that drives the unmodified daemon: oscillators, links, name servers,
/// model NTP servers and hosts. Everything happens on the caller's thread, in the order of true
/// time.
///
/// {@link dev.meantime.simulator.Simulation} has the time and the events; a {@link
/// dev.meantime.simulator.SimulatedNetwork} joins {@link dev.meantime.simulator.ModelServer}s and
/// hosts, each a {@link dev.meantime.simulator.SimulatedPlatform} with a {@link
/// dev.meantime.simulator.SimulatedClock} on an {@link dev.meantime.simulator.Oscillator}. What is
/// wrong with them are values: {@link dev.meantime.simulator.OscillatorModel}, {@link
/// dev.meantime.simulator.Link}.
///
/// The same seed gives the same result to the byte, on every machine: random numbers, their laws
/// and all functions used here are exactly specified, each purpose draws from a stream of its own,
/// and nothing depends on the order of a hash table. Looking (at errors, at frequencies) never
/// changes what happens.
///
/// Units: true time is `long` nanoseconds since the Unix epoch, suffix `Nanos`; intervals and
/// errors are `double` seconds; frequencies `double` s/s. The error of a clock is positive when it
/// is ahead, that of a frequency when it is fast: the opposite of the engine's offsets.
@NullMarked
package dev.meantime.simulator;

import org.jspecify.annotations.NullMarked;
