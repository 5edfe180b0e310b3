// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

/// What was decided about a source, and why, in one sentence with the numbers that decided.
record Ruling(SourceStatus status, String reason) {}
