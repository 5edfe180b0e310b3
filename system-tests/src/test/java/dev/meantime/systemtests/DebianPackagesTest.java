// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DebianPackagesTest {

  @Test
  void unpacksAPackageOnce() {
    var root = DebianPackages.unpacked("chrony");
    assertThat(root.resolve("usr/bin/chronyc")).isExecutable();
    assertThat(DebianPackages.unpacked("chrony")).isEqualTo(root);
  }
}
