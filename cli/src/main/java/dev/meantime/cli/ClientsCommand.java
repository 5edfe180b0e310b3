// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.control.ClientAccessPage;
import dev.meantime.control.ClientAccessReport;
import dev.meantime.control.ClientAccessReport.Use;
import dev.meantime.control.ControlAddress;
import dev.meantime.control.ControlRequest;
import dev.meantime.control.SourceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// `meantime clients`: who has used the server, how often and when.
final class ClientsCommand {

  private ClientsCommand() {}

  static int run(List<String> args, Output output) {
    return ReportRunner.run(
        Subcommand.CLIENTS, ReportOptionsParser.Extra.CLIENTS, args, output, ClientsCommand::write);
  }

  static void write(ReportOptions options, ControlClient daemon, StringBuilder out)
      throws ControlException {
    SourceNames names = new SourceNames(options, daemon);
    boolean keyEstablishment = options.clients().keyEstablishment();
    switch (options.style()) {
      case TABLE -> {
        String header =
            "Hostname                      NTP   Drop Int IntL Last  "
                + Numbers.right(keyEstablishment ? "NTS-KE" : "Cmd", 6)
                + "   Drop Int  Last";
        out.append(header).append('\n').append("=".repeat(header.length())).append('\n');
        each(options, daemon, client -> line(out, client, names, keyEstablishment));
      }
      case CSV -> each(options, daemon, client -> csv(out, client, names, keyEstablishment));
      case JSON -> {
        List<ClientAccessReport> clients = new ArrayList<>();
        each(options, daemon, clients::add);
        Json.document(
            out,
            "meantime.clients/1",
            json -> {
              json.writeArrayPropertyStart("clients");
              clients.forEach(client -> json(json, client, names));
              json.writeEndArray();
            });
      }
    }
  }

  /// Hands clients over page by page: what came before a failure is shown.
  private static void each(
      ReportOptions options, ControlClient daemon, Consumer<ClientAccessReport> sink)
      throws ControlException {
    long index = 0;
    ClientAccessPage page;
    do {
      page =
          daemon.ask(
              new ControlRequest.GetClientAccesses(
                  index,
                  ClientAccessPage.MOST,
                  options.clients().minHits(),
                  options.clients().reset()),
              ClientAccessPage.class);
      for (ClientAccessReport client : page.clients()) {
        if (!(client.address() instanceof ControlAddress.Unspecified)) {
          sink.accept(client);
        }
      }
      // A daemon that does not get on would be asked for ever.
      boolean advances = page.nextIndex() > index;
      index = page.nextIndex();
      if (!advances) {
        return;
      }
    } while (index < page.indices() && page.clients().size() == ClientAccessPage.MOST);
  }

  private static Use second(ClientAccessReport client, boolean keyEstablishment) {
    return keyEstablishment ? client.keyEstablishment() : client.commands();
  }

  private static void line(
      StringBuilder out, ClientAccessReport client, SourceNames names, boolean keyEstablishment) {
    Use ntp = client.ntp();
    Use second = second(client, keyEstablishment);
    out.append(Numbers.left(names.column(client.address()), 25))
        .append("  ")
        .append(Numbers.right(Long.toString(ntp.hits()), 6))
        .append("  ")
        .append(Numbers.right(Long.toString(ntp.drops()), 5))
        .append("  ")
        .append(rate(ntp.interval()))
        .append("  ")
        .append(rate(client.limitedInterval()))
        .append("  ")
        .append(Numbers.interval(ntp.lastHitAgo()))
        .append("  ")
        .append(Numbers.right(Long.toString(second.hits()), 6))
        .append("  ")
        .append(Numbers.right(Long.toString(second.drops()), 5))
        .append("  ")
        .append(rate(second.interval()))
        .append("  ")
        .append(Numbers.interval(second.lastHitAgo()))
        .append('\n');
  }

  private static String rate(int interval) {
    return interval == ClientAccessReport.UNKNOWN_INTERVAL
        ? " -"
        : Numbers.right(Integer.toString(interval), 2);
  }

  private static void csv(
      StringBuilder out, ClientAccessReport client, SourceNames names, boolean keyEstablishment) {
    Use ntp = client.ntp();
    Use second = second(client, keyEstablishment);
    out.append(names.column(client.address()))
        .append(',')
        .append(ntp.hits())
        .append(',')
        .append(ntp.drops())
        .append(',')
        .append(ntp.interval())
        .append(',')
        .append(client.limitedInterval())
        .append(',')
        .append(ntp.lastHitAgo())
        .append(',')
        .append(second.hits())
        .append(',')
        .append(second.drops())
        .append(',')
        .append(second.interval())
        .append(',')
        .append(second.lastHitAgo())
        .append('\n');
  }

  private static void json(JsonGenerator json, ClientAccessReport client, SourceNames names) {
    json.writeStartObject();
    json.writeStringProperty("name", names.full(client.address()));
    use(json, "ntp", client.ntp());
    interval(json, "limitedInterval", client.limitedInterval());
    use(json, "commands", client.commands());
    use(json, "ntsKe", client.keyEstablishment());
    json.writeEndObject();
  }

  private static void use(JsonGenerator json, String name, Use use) {
    json.writeName(name);
    json.writeStartObject();
    json.writeNumberProperty("received", use.hits());
    json.writeNumberProperty("dropped", use.drops());
    interval(json, "interval", use.interval());
    Json.age(json, "lastAge", use.lastHitAgo(), SourceReport.NEVER);
    json.writeEndObject();
  }

  private static void interval(JsonGenerator json, String name, int interval) {
    json.writeName(name);
    if (interval == ClientAccessReport.UNKNOWN_INTERVAL) {
      json.writeNull();
    } else {
      json.writeNumber(Math.scalb(1.0, interval));
    }
  }
}
