// SPDX-License-Identifier: Apache-2.0

/// x
@NullMarked
package dev.meantime.control;

import org.jspecify.annotations.NullMarked;
