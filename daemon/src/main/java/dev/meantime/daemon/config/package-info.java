// SPDX-License-Identifier: Apache-2.0

/// The configuration: chrony's language, read once at start into immutable records.
///
/// The parser is pure over text; files are reached through {@link
/// dev.meantime.daemon.config.ConfigSource} alone. Everything wrong is collected as a {@link
/// dev.meantime.daemon.config.ConfigProblem} with file, line and column, and reported together.
///
/// Paths, device names and users are text; the empty text stands for "not configured". Frequencies
/// are s/s, offsets and delays seconds, whatever the unit of the directive.
@NullMarked
package dev.meantime.daemon.config;

import org.jspecify.annotations.NullMarked;
