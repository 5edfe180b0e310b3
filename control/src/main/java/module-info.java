// SPDX-License-Identifier: Apache-2.0
/// How others look in: the codecs of chrony's command protocol, and of ntpq's. No I/O.
module dev.meantime.control {
  requires static org.jspecify;
  requires transitive dev.meantime.engine;

  exports dev.meantime.control;
  exports dev.meantime.control.ntpq;
}
