// SPDX-License-Identifier: Apache-2.0

/// `meantime demo`: the unmodified daemon in a small simulated world, shown to a person. The world
/// ({@link dev.meantime.cli.demo.DemoWorld}) gives {@link dev.meantime.cli.demo.Moment}s; the views
/// turn them into lines and know neither terminal nor time; {@link dev.meantime.cli.demo.Demo}
/// drives both.
///
/// Offsets are in seconds and positive when the local clock is behind; frequencies in s/s and
/// positive when it runs slow.
@NullMarked
package dev.meantime.cli.demo;

import org.jspecify.annotations.NullMarked;
