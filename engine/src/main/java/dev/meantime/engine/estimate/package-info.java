// SPDX-License-Identifier: Apache-2.0

/// x
@NullMarked
package dev.meantime.engine.estimate;

import org.jspecify.annotations.NullMarked;
