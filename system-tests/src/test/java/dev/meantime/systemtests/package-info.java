// SPDX-License-Identifier: Apache-2.0

/// Meantime against the programs people use today: Debian's chrony and ntpsec, fetched by {@link
/// dev.meantime.systemtests.DebianPackages}. Loopback only; no test moves the clock of the machine
/// it runs on.
@NullMarked
package dev.meantime.systemtests;

import org.jspecify.annotations.NullMarked;
