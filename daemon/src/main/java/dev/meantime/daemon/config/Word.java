// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

/// A word of a line.
///
/// @param column of its first character, from 1
record Word(String text, int column) {}
