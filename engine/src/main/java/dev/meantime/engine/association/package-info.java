// SPDX-License-Identifier: Apache-2.0

/// x
@NullMarked
package dev.meantime.engine.association;

import org.jspecify.annotations.NullMarked;
