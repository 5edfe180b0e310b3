// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.contract.NetworkContract;
import java.io.IOException;

final class LinuxNetworkContractTest extends NetworkContract {

  LinuxNetworkContractTest() throws IOException {
    super(new LinuxPlatform());
  }
}
