// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.portable;

import dev.meantime.platform.contract.NetworkContract;
import java.io.IOException;

final class PortableNetworkContractTest extends NetworkContract {

  PortableNetworkContractTest() throws IOException {
    super(new PortablePlatform());
  }
}
