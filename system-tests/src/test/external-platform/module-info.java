// SPDX-License-Identifier: Apache-2.0
/// A platform that is no part of Meantime, as somebody else would write one.
module org.example.otherworld {
  requires dev.meantime.platform;
  requires dev.meantime.wire;

  provides dev.meantime.platform.PlatformProvider with
      org.example.otherworld.OtherworldProvider;
}
