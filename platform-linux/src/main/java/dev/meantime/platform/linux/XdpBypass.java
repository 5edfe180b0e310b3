// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.Libc.INT;

import dev.meantime.platform.AddressBits;
import dev.meantime.platform.SystemCallException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One network interface whose plain requests do not go through the network stack: the program that
/// picks them out, the addresses that it knows, and a socket for each receive queue.
///
/// Confined to the loop, but for the queues.
final class XdpBypass implements AutoCloseable {

  /// Frames of an interface in all, which are 2 KiB of locked memory each.
  private static final int FRAMES = 32_768;

  private static final int MOST_FRAMES_OF_QUEUE = 4096;
  private static final int LEAST_FRAMES_OF_QUEUE = 256;
  private static final int MOST_ADDRESSES = 4096;

  private final String device;
  private final ServedAddresses served;
  private final SocketCalls socketCalls;
  private final BpfObjects objects;
  private final MemorySegment key;
  private final MemorySegment value;
  private final List<Integer> descriptors = new ArrayList<>();
  private final List<XdpMemory> queues = new ArrayList<>();
  private Map<AddressBits, Long> known = Map.of();
  private int addresses;
  private int link = -1;
  private int index;

  private XdpBypass(String device, ServedAddresses served, Arena arena) {
    this.device = device;
    this.served = served;
    this.socketCalls = new SocketCalls(arena);
    this.objects = new BpfObjects(arena);
    this.key = arena.allocate(XdpProgram.KEY, Long.BYTES);
    this.value = arena.allocate(XdpProgram.VALUE, Long.BYTES);
  }

  /// Sets it up and begins to take requests, which wait until the {@link #queues} are served.
  ///
  /// @throws IOException with a sentence for the user when this cannot be had
  static XdpBypass open(String device, ServedAddresses served) throws IOException {
    NetworkInterface found = NetworkInterface.getByName(device);
    if (found == null) {
      throw new IOException("there is no such network interface");
    }
    if (!ServedAddresses.isEthernet(found)) {
      throw new IOException("it is not an Ethernet interface");
    }
    // An interface may come and go: what was for one goes with it.
    Arena arena = Arena.ofAuto();
    XdpBypass bypass = new XdpBypass(device, served, arena);
    try {
      bypass.setUp(found.getIndex(), arena);
      return bypass;
    } catch (SystemCallException e) {
      bypass.close();
      throw new IOException(XdpRefusal.sentence(e), e);
    } catch (IOException | RuntimeException e) {
      bypass.close();
      throw e;
    }
  }

  private void setUp(int number, Arena arena) throws IOException {
    index = number;
    int count = countQueues();
    int sockets =
        keep(objects.map(XdpAbi.BPF_MAP_TYPE_XSKMAP, Integer.BYTES, Integer.BYTES, count));
    addresses =
        keep(
            objects.map(
                XdpAbi.BPF_MAP_TYPE_HASH, XdpProgram.KEY, XdpProgram.VALUE, MOST_ADDRESSES));
    int program = keep(objects.load(XdpProgram.of(sockets, addresses, arena)));
    update(served.on(device));
    boolean copy = attach(program, index);
    int frames =
        Integer.highestOneBit(
            Math.clamp(FRAMES / count, LEAST_FRAMES_OF_QUEUE, MOST_FRAMES_OF_QUEUE));
    for (int queue = 0; queue < count; queue++) {
      XdpMemory memory = new XdpMemory(frames, arena);
      queues.add(memory);
      memory.bind(index, queue, copy);
    }
    for (int queue = 0; queue < count; queue++) {
      key.set(INT, 0, queue);
      value.set(INT, 0, queues.get(queue).fd());
      objects.put(sockets, key, value);
    }
  }

  /// Has the driver run the program, or else the network stack.
  ///
  /// @return whether frames must be copied
  private boolean attach(int program, int index) throws IOException {
    try {
      link = objects.link(program, index, XdpAbi.XDP_FLAGS_DRV_MODE);
      return false;
    } catch (SystemCallException e) {
      if (e.errno().equals(Errno.EBUSY.name()) || e.errno().equals(Errno.EEXIST.name())) {
        throw e;
      }
      link = objects.link(program, index, XdpAbi.XDP_FLAGS_SKB_MODE);
      return true;
    }
  }

  private int countQueues() throws IOException {
    try (Stream<Path> entries = Files.list(Path.of("/sys/class/net", device, "queues"))) {
      return (int)
          Math.max(1, entries.filter(e -> e.getFileName().toString().startsWith("rx-")).count());
    }
  }

  private int keep(int descriptor) {
    descriptors.add(descriptor);
    return descriptor;
  }

  /// One for each receive queue.
  List<XdpMemory> queues() {
    return List.copyOf(queues);
  }

  /// Looks which addresses the interface has by now. What cannot be found out or told to the kernel
  /// stays as it was.
  void refresh() {
    try {
      update(served.on(device));
    } catch (IOException _) {
      // The next time, perhaps; the sockets serve every address.
    }
  }

  private void update(Map<AddressBits, Long> now) throws IOException {
    if (now.equals(known)) {
      return;
    }
    for (AddressBits old : known.keySet()) {
      if (!now.containsKey(old)) {
        setKey(old);
        objects.remove(addresses, key);
      }
    }
    for (Map.Entry<AddressBits, Long> entry : now.entrySet()) {
      if (!entry.getValue().equals(known.get(entry.getKey()))) {
        setKey(entry.getKey());
        value.set(ValueLayout.JAVA_LONG.withOrder(ByteOrder.BIG_ENDIAN), 0, entry.getValue());
        objects.put(addresses, key, value);
      }
    }
    known = now;
  }

  private void setKey(AddressBits address) {
    ValueLayout.OfLong network = ValueLayout.JAVA_LONG.withOrder(ByteOrder.BIG_ENDIAN);
    key.set(network, 0, address.high());
    key.set(network, Long.BYTES, address.low());
  }

  /// Takes no more requests; those that have been taken can still be served.
  void detach() {
    if (link >= 0) {
      var _ = socketCalls.close(link);
      link = -1;
    }
  }

  /// Whether the interface of that name is still the one that it was opened for.
  boolean isOf(String name) {
    try {
      NetworkInterface found = NetworkInterface.getByName(name);
      return found != null && found.getIndex() == index;
    } catch (SocketException _) {
      return true;
    }
  }

  /// Gives back all but the queues, which the threads that served them are to close.
  void leave() {
    detach();
    descriptors.forEach(socketCalls::close);
    descriptors.clear();
  }

  /// Gives everything back, after the last queue was served.
  @Override
  public void close() {
    leave();
    queues.forEach(XdpMemory::close);
    queues.clear();
  }
}
