// SPDX-License-Identifier: Apache-2.0

/// x
@NullMarked
package dev.meantime.engine.select;

import org.jspecify.annotations.NullMarked;
