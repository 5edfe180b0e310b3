// SPDX-License-Identifier: Apache-2.0

/// x
@NullMarked
package dev.meantime.engine.discipline;

import org.jspecify.annotations.NullMarked;
