// SPDX-License-Identifier: Apache-2.0

/// x
@NullMarked
package dev.meantime.client;

import org.jspecify.annotations.NullMarked;
