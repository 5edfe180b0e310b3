// SPDX-License-Identifier: Apache-2.0
/// Everything that decides: associations, estimation, selection and discipline. No I/O, no threads,
/// no clocks: time is an argument.
module dev.meantime.engine {
  requires static transitive org.jspecify;
  requires transitive dev.meantime.wire;
  requires transitive dev.meantime.crypto;
}
