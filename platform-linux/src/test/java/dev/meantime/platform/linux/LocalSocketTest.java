// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meantime.platform.DatagramPort;
import dev.meantime.platform.contract.PlatformHarness;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalSocketTest extends PlatformHarness {

  @TempDir private Path directory;

  LocalSocketTest() throws IOException {
    super(new LinuxPlatform());
  }

  @Test
  void clientWithAPathOfItsOwnGetsTheAnswer() throws IOException {
    Path serverPath = directory.resolve("server.sock");
    Path clientPath = directory.resolve("client.sock");
    DatagramPort[] server = new DatagramPort[1];
    server[0] =
        network()
            .openLocal(
                serverPath,
                0660,
                datagram -> {
                  assertThat(datagram.remote()).isEqualTo(UnixDomainSocketAddress.of(clientPath));
                  assertThat(datagram.local()).isEqualTo(UnixDomainSocketAddress.of(serverPath));
                  try {
                    server[0].send(bytes("answer"), datagram.remote());
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
    Recorder recorder = new Recorder();
    DatagramPort client = network().openLocal(clientPath, 0600, recorder);
    client.send(bytes("question"), UnixDomainSocketAddress.of(serverPath));
    runUntil(() -> !recorder.datagrams.isEmpty());
    assertThat(recorder.texts()).containsExactly("answer");
    assertThat(recorder.datagrams.getFirst().remote()).isEqualTo(server[0].localAddress());
  }

  @Test
  void senderWithoutAPathHasTheEmptyAddress() throws IOException {
    Path path = directory.resolve("server.sock");
    Recorder recorder = new Recorder();
    network().openLocal(path, 0660, recorder);
    try (Arena arena = Arena.ofConfined()) {
      SocketCalls calls = new SocketCalls(arena);
      MemorySegment address = arena.allocate(SocketAddresses.ROOM + Long.BYTES, Long.BYTES);
      try (LinuxSocket nameless = new LinuxSocket(Abi.AF_UNIX, calls, address)) {
        int length = SocketAddresses.encode("call", UnixDomainSocketAddress.of(path), address);
        assertThat(calls.sendto(nameless.fd(), arena.allocateFrom("hi"), 2, 0, address, length))
            .isEqualTo(2);
      }
    }
    runUntil(() -> !recorder.datagrams.isEmpty());
    assertThat(recorder.texts()).containsExactly("hi");
    assertThat(recorder.datagrams.getFirst().remote()).isEqualTo(UnixDomainSocketAddress.of(""));
  }

  @Test
  void fileHasTheModeAndGoesWithTheSocket() throws IOException {
    Path path = directory.resolve("server.sock");
    DatagramPort port = network().openLocal(path, 0672, new Recorder());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-rwx-w-");
    port.close();
    assertThat(path).doesNotExist();
  }

  @Test
  void platformTakesItsSocketFilesWithIt() throws IOException {
    Path path = directory.resolve("server.sock");
    network().openLocal(path, 0600, new Recorder());
    platform.close();
    assertThat(path).doesNotExist();
  }

  @Test
  void replacesWhatADeadProcessLeft() throws IOException {
    Path path = directory.resolve("server.sock");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment scratch = arena.allocate(SocketAddresses.ROOM + Long.BYTES, Long.BYTES);
      try (LinuxSocket dead = new LinuxSocket(Abi.AF_UNIX, new SocketCalls(arena), scratch)) {
        dead.bind(UnixDomainSocketAddress.of(path));
      }
    }
    assertThat(path).exists();
    Recorder recorder = new Recorder();
    DatagramPort port = network().openLocal(path, 0600, recorder);
    port.send(bytes("to itself"), port.localAddress());
    runUntil(() -> !recorder.datagrams.isEmpty());
  }

  @Test
  void leavesALivingSocketAlone() throws IOException {
    Path path = directory.resolve("server.sock");
    Recorder recorder = new Recorder();
    DatagramPort living = network().openLocal(path, 0600, recorder);
    assertThatThrownBy(() -> network().openLocal(path, 0600, new Recorder()))
        .hasMessage("bind: EADDRINUSE (Address already in use)");
    living.send(bytes("to itself"), living.localAddress());
    runUntil(() -> !recorder.datagrams.isEmpty());
  }

  @Test
  void leavesAFileThatIsNoSocketAlone() throws IOException {
    Path path = Files.writeString(directory.resolve("precious"), "data");
    assertThatThrownBy(() -> network().openLocal(path, 0600, new Recorder()))
        .hasMessage("bind: EADDRINUSE (Address already in use)");
    assertThat(path).hasContent("data");
  }

  @Test
  void closeLeavesASuccessorsFileAlone() throws IOException {
    Path path = directory.resolve("server.sock");
    DatagramPort port = network().openLocal(path, 0600, new Recorder());
    Files.delete(path);
    Files.writeString(path, "a successor's");
    port.close();
    assertThat(path).exists();
  }

  @Test
  void saysWhyASocketCannotBeMade() {
    assertThatThrownBy(
            () -> network().openLocal(directory.resolve("no/such/dir"), 0600, new Recorder()))
        .hasMessage("bind: ENOENT (No such file or directory)");
    assertThatThrownBy(
            () -> network().openLocal(directory.resolve("x".repeat(108)), 0600, new Recorder()))
        .isInstanceOf(IOException.class)
        .hasMessage("bind: ENAMETOOLONG (File name too long)");
  }
}
