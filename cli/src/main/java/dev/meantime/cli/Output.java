// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import java.io.PrintStream;

/// Where a command writes.
///
/// @param out what was asked for
/// @param err complaints
/// @param terminal whether a person watches `out`
public record Output(PrintStream out, PrintStream err, boolean terminal) {}
