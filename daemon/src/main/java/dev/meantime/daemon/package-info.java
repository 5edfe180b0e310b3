// SPDX-License-Identifier: Apache-2.0

/// x
@NullMarked
package dev.meantime.daemon;

import org.jspecify.annotations.NullMarked;
