// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import dev.meantime.crypto.SymmetricAuthenticator;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Datagrams to put to a server, good and bad, each under a name that says what it is. Each has a
/// transmit timestamp of its own if it is long enough.
final class RequestCatalogue {

  private static final int LONGEST_TAIL = 100;
  private static final int LARGEST_CUT = 12;
  private static final int V4_MAC = 24;

  private final Map<String, byte[]> datagrams = new LinkedHashMap<>();
  private final SplittableRandom random;

  private RequestCatalogue(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /// Every version and mode, and header fields with values that only a strange client sends.
  static Map<String, byte[]> headers(long seed) {
    RequestCatalogue catalogue = new RequestCatalogue(seed);
    for (int version = 0; version < 8; version++) {
      for (int mode = 0; mode < 8; mode++) {
        for (int leap : new int[] {0, 3}) {
          catalogue.add(
              "version %d mode %d leap %d".formatted(version, mode, leap),
              Requests.header(leap, version, mode, catalogue.cookie()));
        }
      }
    }
    for (int offset = Requests.STRATUM; offset < Requests.TRANSMIT; offset++) {
      for (int octet : new int[] {0, 1, 15, 16, 17, 127, 128, 240, 255}) {
        catalogue.add(
            "octet %d is %d".formatted(offset, octet),
            Requests.with(catalogue.client(4), offset, octet));
      }
    }
    catalogue.add("transmit timestamp 0", Requests.client(4, 0));
    catalogue.add("transmit timestamp all ones", Requests.client(4, -1));
    byte[] ones = new byte[Requests.HEADER];
    Arrays.fill(ones, (byte) 0xff);
    catalogue.add("all ones but a client's", Requests.with(ones, 0, 0xe3));
    return catalogue.datagrams;
  }

  /// Every length around a header with what could be a MAC or a field.
  static Map<String, byte[]> lengths(long seed) {
    RequestCatalogue catalogue = new RequestCatalogue(seed);
    for (int length = 0; length < Requests.HEADER; length++) {
      catalogue.add("length " + length, Arrays.copyOf(catalogue.client(4), length));
    }
    for (int version = 1; version <= 4; version++) {
      for (int tail = 1; tail <= LONGEST_TAIL; tail++) {
        String name = "version %d with %d ".formatted(version, tail);
        catalogue.add(name + "zeros", Requests.join(catalogue.client(version), new byte[tail]));
        byte[] anything = catalogue.octets(tail);
        catalogue.add(name + "octets", Requests.join(catalogue.client(version), anything));
      }
    }
    for (int length : new int[] {1136, 1140, 1144, 1472, 9000, 65_507}) {
      catalogue.add(
          "one field up to " + length,
          Requests.join(
              catalogue.client(4), Requests.field(0x7777, (length - Requests.HEADER) / 4 * 4)));
    }
    return catalogue.datagrams;
  }

  /// Known, unknown and broken extension fields.
  static Map<String, byte[]> fields(long seed, SharedKey key) {
    RequestCatalogue catalogue = new RequestCatalogue(seed);
    byte[] f323 = Requests.f323();
    for (int type :
        new int[] {
          0x0000, 0x0002, 0x0104, 0x010a, 0x0204, 0x0304, 0x0404, 0x2005, 0x7777, 0xf323
        }) {
      for (int length : new int[] {16, 20, 24, 28, 32, 36, 100, 1024}) {
        String name = "field %04x of %d".formatted(type, length);
        byte[] field = Requests.field(type, length);
        catalogue.add(name, Requests.join(catalogue.client(4), field));
        catalogue.add(name + " twice", Requests.join(catalogue.client(4), field, field));
        catalogue.add(name + " after F323", Requests.join(catalogue.client(4), f323, field));
        catalogue.add(name + " with a MAC", sealed(key, Requests.join(catalogue.client(4), field)));
      }
    }
    for (int claimed = 0; claimed <= 36; claimed++) {
      catalogue.add(
          "field of 28 that claims " + claimed,
          Requests.join(catalogue.client(4), Requests.field(0x7777, claimed, 28)));
    }
    catalogue.add("F323", Requests.join(catalogue.client(4), f323));
    catalogue.add("F323 twice", Requests.join(catalogue.client(4), f323, f323));
    catalogue.add("F323 with a MAC", sealed(key, Requests.join(catalogue.client(4), f323)));
    catalogue.add("F323 in version 3", Requests.join(catalogue.client(3), f323));
    catalogue.add(
        "F323 from a symmetric peer",
        Requests.join(Requests.header(0, 4, Requests.MODE_1_ACTIVE, catalogue.cookie()), f323));
    for (int index = 4; index < 8; index++) {
      catalogue.add(
          "F323 with a wrong magic number " + index,
          Requests.join(catalogue.client(4), Requests.with(f323, index, 1)));
    }
    for (int index = 8; index < 28; index++) {
      catalogue.add(
          "F323 with something at " + index,
          Requests.join(catalogue.client(4), Requests.with(f323, index, 0x55)));
    }
    return catalogue.datagrams;
  }

  /// Requests with each key, right and wrong, in each version and mode that is answered.
  ///
  /// @param keys those that the server knows
  static Map<String, byte[]> macs(long seed, List<SharedKey> keys) {
    RequestCatalogue catalogue = new RequestCatalogue(seed);
    for (SharedKey key : keys) {
      for (int version = 1; version <= 4; version++) {
        String name = "version %d %s key ".formatted(version, key.algorithm());
        byte[] right = sealed(key, catalogue.client(version));
        catalogue.add(name + "right", right);
        catalogue.add(name + "wrong", sealed(key.withWrongSecret(), catalogue.client(version)));
        catalogue.add(
            name + "unknown", sealed(key.withId(key.id() + 500), catalogue.client(version)));
        byte[] active = Requests.header(0, version, Requests.MODE_1_ACTIVE, catalogue.cookie());
        catalogue.add(name + "of a symmetric peer", sealed(key, active));
        for (int cut = 1; cut <= LARGEST_CUT; cut++) {
          byte[] other = sealed(key, catalogue.client(version));
          // We take ntpd's digests of 20 octets in every version; chronyd in version 4 only.
          if (other.length - cut != Requests.HEADER + V4_MAC) {
            catalogue.add(name + "cut by " + cut, Arrays.copyOf(other, other.length - cut));
          }
        }
        catalogue.add(
            name + "with octets behind",
            Requests.join(sealed(key, catalogue.client(version)), new byte[4]));
        byte[] changed = sealed(key, catalogue.client(version));
        catalogue.add(name + "and a changed poll", Requests.with(changed, Requests.POLL, 7));
        byte[] zeroId = sealed(key, catalogue.client(version));
        ByteBuffer.wrap(zeroId).putInt(Requests.HEADER, 0);
        catalogue.add(name + "number 0", zeroId);
        byte[] unsealed = sealed(key, catalogue.client(version));
        Arrays.fill(unsealed, Requests.HEADER + 4, unsealed.length, (byte) 0);
        catalogue.add(name + "number and zeros", unsealed);
      }
    }
    for (int version = 1; version <= 4; version++) {
      catalogue.add(
          "version %d crypto-NAK".formatted(version),
          Requests.join(catalogue.client(version), new byte[4]));
    }
    return catalogue.datagrams;
  }

  static byte[] sealed(SharedKey key, byte[] packet) {
    return new SymmetricAuthenticator(key.ours()).seal(packet);
  }

  private byte[] client(int version) {
    return Requests.client(version, cookie());
  }

  private long cookie() {
    return random.nextLong();
  }

  private byte[] octets(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }

  private void add(String name, byte[] datagram) {
    if (datagrams.put(name, datagram) != null) {
      throw new IllegalStateException("twice: " + name);
    }
  }
}
