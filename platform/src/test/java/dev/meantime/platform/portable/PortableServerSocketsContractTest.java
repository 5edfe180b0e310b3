// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.portable;

import dev.meantime.platform.contract.ServerSocketsContract;
import java.io.IOException;

final class PortableServerSocketsContractTest extends ServerSocketsContract {

  PortableServerSocketsContractTest() throws IOException {
    super(new PortablePlatform());
  }
}
