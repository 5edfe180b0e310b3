// SPDX-License-Identifier: Apache-2.0

/// x
@NullMarked
package dev.meantime.platform;

import org.jspecify.annotations.NullMarked;
