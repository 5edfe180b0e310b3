// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.contract.ServerSocketsContract;
import java.io.IOException;

final class LinuxServerSocketsContractTest extends ServerSocketsContract {

  LinuxServerSocketsContractTest() throws IOException {
    super(new LinuxPlatform());
  }
}
