// SPDX-License-Identifier: Apache-2.0

/// The `meantime` command. {@link dev.meantime.cli.Main} looks the first argument up in {@link
/// dev.meantime.cli.Subcommand} and runs it; no other subcommand's classes are loaded.
///
/// Exit codes of every subcommand, unless it says more: {@link dev.meantime.cli.Exit}.
@NullMarked
package dev.meantime.cli;

import org.jspecify.annotations.NullMarked;
