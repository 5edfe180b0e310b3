// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static dev.meantime.daemon.config.Directives.address;
import static dev.meantime.daemon.config.Directives.integer;
import static dev.meantime.daemon.config.Directives.text;

import java.net.InetAddress;
import java.util.List;

/// The client's sockets. Confined to one run of the parser.
final class AcquisitionDirectives implements DirectiveGroup {

  private int port = AcquisitionConfig.RANDOM_PORT;
  private InetAddress address4 = Addresses.ANY4;
  private InetAddress address6 = Addresses.ANY6;
  private String device = "";
  private int dscp;

  @Override
  public List<Directive> directives() {
    return List.of(
        integer("acquisitionport", "PORT", 0, 65535, v -> port = v),
        address("bindacqaddress", v -> address4 = v, v -> address6 = v),
        text("bindacqdevice", "INTERFACE", v -> device = v),
        integer("dscp", "CODEPOINT", 0, 63, v -> dscp = v));
  }

  AcquisitionConfig build() {
    return new AcquisitionConfig(port, address4, address6, device, dscp);
  }
}
