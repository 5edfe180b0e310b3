// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.contract.PlatformContract;
import java.io.IOException;

final class LinuxPlatformContractTest extends PlatformContract {

  LinuxPlatformContractTest() throws IOException {
    super(new LinuxPlatform());
  }
}
