// SPDX-License-Identifier: Apache-2.0

/// x
@NullMarked
package dev.meantime.cli;

import org.jspecify.annotations.NullMarked;
