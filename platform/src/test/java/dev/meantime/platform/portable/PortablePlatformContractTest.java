// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.portable;

import dev.meantime.platform.contract.PlatformContract;
import java.io.IOException;

final class PortablePlatformContractTest extends PlatformContract {

  PortablePlatformContractTest() throws IOException {
    super(new PortablePlatform());
  }
}
