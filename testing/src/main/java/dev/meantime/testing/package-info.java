// SPDX-License-Identifier: Apache-2.0

/// x
@NullMarked
package dev.meantime.testing;

import org.jspecify.annotations.NullMarked;
