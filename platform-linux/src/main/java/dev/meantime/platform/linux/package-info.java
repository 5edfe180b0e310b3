// SPDX-License-Identifier: Apache-2.0

/// x
@NullMarked
package dev.meantime.platform.linux;

import org.jspecify.annotations.NullMarked;
