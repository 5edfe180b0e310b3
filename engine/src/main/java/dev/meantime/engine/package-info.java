// SPDX-License-Identifier: Apache-2.0

/// x
@NullMarked
package dev.meantime.engine;

import org.jspecify.annotations.NullMarked;
