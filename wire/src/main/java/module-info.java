// SPDX-License-Identifier: Apache-2.0
/// NTP on the wire: timestamps, packets of versions 1 to 4, extension fields and MAC fields.
module dev.meantime.wire {
  requires static org.jspecify;

  exports dev.meantime.wire;
}
