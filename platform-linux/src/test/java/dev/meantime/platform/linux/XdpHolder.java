// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.DatagramAnswerer;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.DatagramService;
import dev.meantime.platform.ServerDatagram;
import dev.meantime.platform.ServerOptions;
import dev.meantime.platform.ServerPort;
import dev.meantime.platform.ServerSockets;
import dev.meantime.platform.Timestamp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// A process that serves with a bypass until it is killed.
final class XdpHolder implements DatagramService, DatagramAnswerer {

  private XdpHolder() {}

  /// Serves; whatever it reads has it print its traffic.
  ///
  /// @param arguments the interface and a port
  public static void main(String[] arguments) throws IOException {
    try (LinuxPlatform platform = new LinuxPlatform();
        ServerPort server =
            platform
                .serverSockets()
                .open(
                    new ServerOptions(
                        List.of(
                            new InetSocketAddress(
                                InetAddress.ofLiteral("0.0.0.0"), Integer.parseInt(arguments[1]))),
                        List.of(),
                        "",
                        0,
                        1,
                        List.of(),
                        List.of(arguments[0])),
                    new XdpHolder())) {
      System.out.println(server.refusals());
      while (System.in.read() >= 0) {
        System.out.println(server.traffic());
      }
    }
  }

  /// Starts it; the first line that it prints are its refusals.
  static Process start(String device) throws IOException {
    String path =
        String.join(
            ":", home(XdpHolder.class), home(LinuxPlatform.class), home(ServerSockets.class));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            path,
            XdpHolder.class.getName(),
            device,
            "0")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// The directory or archive that a class is in.
  private static String home(Class<?> type) {
    String file = type.getSimpleName() + ".class";
    String place = String.valueOf(type.getResource(file));
    String inside = type.getName().replace('.', '/') + ".class";
    String outside = place.substring(0, place.length() - inside.length());
    return Path.of(URI.create(outside.replaceAll("^jar:|!/$", ""))).toString();
  }

  @Override
  public DatagramAnswerer answerer(int thread) {
    return this;
  }

  @Override
  public DatagramAnswerer rehearsal(long wallNanos) {
    return this;
  }

  @Override
  public byte[] rehearsalDatagram(int number) {
    return XdpFrames.request();
  }

  @Override
  public DatagramHandler loopHandler() {
    return datagram -> {};
  }

  @Override
  public void onBatch(long wallNanos) {}

  @Override
  public int answer(ServerDatagram datagram) {
    datagram.buffer().put(datagram.offset(), (byte) 0x24);
    return datagram.length();
  }

  @Override
  public void depart(ByteBuffer buffer, int offset, long departure, long leavesNanos) {}

  @Override
  public void onTransmitted(long token, long epochNanos, Timestamp.Source source) {}
}
