// SPDX-License-Identifier: Apache-2.0
package org.example.otherworld;

import dev.meantime.platform.Platform;
import dev.meantime.platform.PlatformProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;

/// `--platform otherworld`. Reads its orders from the environment: `OTHERWORLD_SEED`,
/// `OTHERWORLD_SECONDS` of true time until it asks the daemon to end, `OTHERWORLD_RECORD`, the file
/// that tells what happened, and `OTHERWORLD_REQUEST`, a control request in hexadecimal digits.
public final class OtherworldProvider implements PlatformProvider {

  @Override
  public String name() {
    return "otherworld";
  }

  @Override
  public int rank() {
    return -1;
  }

  @Override
  public boolean isSupported() {
    return true;
  }

  @Override
  public Platform open() throws IOException {
    return new OtherworldPlatform(
        Long.parseLong(order("OTHERWORLD_SEED")),
        Long.parseLong(order("OTHERWORLD_SECONDS")),
        HexFormat.of().parseHex(order("OTHERWORLD_REQUEST")),
        Path.of(order("OTHERWORLD_RECORD")));
  }

  private static String order(String name) throws IOException {
    Map<String, String> environment = System.getenv();
    if (!environment.containsKey(name)) {
      throw new IOException("the platform 'otherworld' needs " + name + " in the environment");
    }
    return environment.get(name);
  }
}
