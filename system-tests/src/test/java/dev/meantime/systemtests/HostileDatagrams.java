// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import dev.meantime.crypto.SymmetricAuthenticator;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// An endless row of datagrams of 0 to 1500 octets that a server may meet: noise, good requests,
/// and good requests with a few octets changed, cut, repeated or appended. The same seed makes the
/// same row. Each of 48 octets or more has a transmit timestamp of its own, by which its answer is
/// known.
final class HostileDatagrams {

  private static final int LONGEST = 1500;
  private static final int SHORTEST_FIELD = 16;
  private static final int[] FIELD_TYPES = {
    0x0104, 0x010a, 0x0204, 0x0304, 0x0404, 0x2005, 0xf323, 0x7777, 0
  };

  private final SplittableRandom random;
  private final List<SymmetricAuthenticator> keys;
  private final byte[] noise = new byte[1 << 16];
  private long number;

  /// @param keys those that the server knows; none to leave MACs out
  HostileDatagrams(long seed, List<SharedKey> keys) {
    this.random = new SplittableRandom(seed);
    this.keys = keys.stream().map(key -> new SymmetricAuthenticator(key.ours())).toList();
    random.nextBytes(noise);
  }

  /// The next datagram.
  byte[] next() {
    return switch (random.nextInt(8)) {
      case 0 -> withCookie(noise(random.nextInt(LONGEST + 1)));
      case 1 -> withCookie(noise(random.nextInt(160)));
      case 2 -> header();
      case 3 -> mutated(Requests.join(header(), fields()));
      case 4 -> Requests.join(header(), fields());
      case 5 -> sealed(Requests.join(header(), fields()));
      case 6 -> mutated(sealed(header()));
      default -> mutated(header());
    };
  }

  private byte[] withCookie(byte[] datagram) {
    if (datagram.length >= Requests.HEADER) {
      ByteBuffer.wrap(datagram).putLong(Requests.TRANSMIT, cookie());
    }
    return datagram;
  }

  /// A different one each time: its lower half counts.
  private long cookie() {
    number++;
    return ((long) random.nextInt() << 32) | (number & 0xffff_ffffL);
  }

  private byte[] header() {
    int version = random.nextInt(8) == 0 ? random.nextInt(8) : 1 + random.nextInt(4);
    int mode = random.nextInt(3) == 0 ? random.nextInt(8) : Requests.MODE_3_CLIENT;
    byte[] header = Requests.header(random.nextInt(4), version, mode, cookie());
    if (random.nextBoolean()) {
      byte[] filling = noise(Requests.TRANSMIT - 1);
      System.arraycopy(filling, 0, header, 1, filling.length);
    }
    return header;
  }

  private byte[] fields() {
    byte[] fields = {};
    for (int left = random.nextInt(4); left > 0; left--) {
      int length = SHORTEST_FIELD + 4 * random.nextInt(random.nextInt(8) == 0 ? 80 : 8);
      byte[] field = noise(length);
      ByteBuffer.wrap(field)
          .putShort((short) FIELD_TYPES[random.nextInt(FIELD_TYPES.length)])
          .putShort((short) length)
          .putInt(random.nextBoolean() ? Requests.F323_MAGIC : 0);
      fields = Requests.join(fields, field);
    }
    return fields;
  }

  private byte[] sealed(byte[] packet) {
    return keys.isEmpty() ? packet : keys.get(random.nextInt(keys.size())).seal(packet);
  }

  private byte[] mutated(byte[] datagram) {
    byte[] changed = datagram.clone();
    for (int left = random.nextInt(5); left > 0; left--) {
      switch (random.nextInt(4)) {
        case 0 -> changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        case 1 -> changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        case 2 -> changed = Arrays.copyOf(changed, 1 + random.nextInt(changed.length));
        default ->
            changed =
                changed.length > LONGEST - 64
                    ? changed
                    : Requests.join(changed, noise(random.nextInt(64)));
      }
    }
    return changed;
  }

  private byte[] noise(int length) {
    int from = random.nextInt(noise.length - length);
    return Arrays.copyOfRange(noise, from, from + length);
  }
}
