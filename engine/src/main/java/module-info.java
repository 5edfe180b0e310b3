// SPDX-License-Identifier: Apache-2.0
/// Everything that decides: associations, estimation, selection and discipline. No I/O, no threads,
/// no clocks: time is an argument.
///
/// Several packages, not one, because each is replaceable behind the records it hands on.
module dev.meantime.engine {
  requires transitive dev.meantime.crypto;
  requires transitive dev.meantime.wire;
  requires static org.jspecify;

  exports dev.meantime.engine;
  exports dev.meantime.engine.association;
  exports dev.meantime.engine.discipline;
  exports dev.meantime.engine.estimate;
  exports dev.meantime.engine.hardware;
  exports dev.meantime.engine.refclock;
  exports dev.meantime.engine.respond;
  exports dev.meantime.engine.select;
  exports dev.meantime.engine.serve;
}
