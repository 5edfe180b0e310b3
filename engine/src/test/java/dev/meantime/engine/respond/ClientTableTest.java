// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClientTableTest {

  private record Address(long high, long low) {}

  private static int claim(ClientTable table, Address address, int age) {
    int place = table.claim(table.hash(address.high(), address.low()));
    table.set(place, ClientTable.HIGH, address.high());
    table.set(place, ClientTable.LOW, address.low());
    table.set(place, ClientTable.AGE, (long) age << 32);
    table.set(place, ClientTable.PRESENT, 1);
    return place;
  }

  private static int find(ClientTable table, Address address) {
    return table.find(address.high(), address.low(), table.hash(address.high(), address.low()));
  }

  @Test
  void findsEveryAddressWhileItGrows() {
    long seed = 5;
    Random random = new Random(seed);
    ClientTable table = new ClientTable(1 << 16, random.nextLong());
    Map<Address, Integer> ages = new HashMap<>();
    for (int i = 0; i < 40_000; i++) {
      // IPv4 addresses of one net, which differ in few bits, and any of IPv6.
      Address address =
          i % 2 == 0
              ? new Address(0, 0xffff_0a00_0000L + i)
              : new Address(random.nextLong(), random.nextLong());
      if (find(table, address) < 0) {
        claim(table, address, i);
        ages.put(address, i);
      }
    }
    ages.forEach((address, age) -> {
      int place = find(table, address);
      assertThat(place).as("seed %d: %s", seed, address).isBetween(0, table.places() - 1);
      assertThat(table.get(place, ClientTable.AGE) >>> 32).isEqualTo((long) age);
    });
    assertThat(find(table, new Address(1, 2))).isNegative();
  }

  @Test
  void takesAsMuchMemoryAsItsClientsNeed() {
    ClientTable table = new ClientTable(1 << 20, 7);
    assertThat(table.places()).isEqualTo(ClientTable.WAYS);
    Random random = new Random(8);
    for (int i = 1; i <= 100_000; i++) {
      claim(table, new Address(random.nextLong(), random.nextLong()), i);
      if (i >= 1000 && Integer.bitCount(i) == 1) {
        // Sets divided when full are at least half full; between doublings up to nine tenths.
        assertThat(table.places()).as("places for %d", i).isLessThan(2 * i);
      }
    }
  }

  @Test
  void nobodyGivesWayWhileHalfOfItIsFree() {
    long seed = 9;
    Random random = new Random(seed);
    for (int capacity = 8; capacity <= 1 << 14; capacity *= 2) {
      ClientTable table = new ClientTable(capacity, random.nextLong());
      for (int i = 0; i < capacity / 2; i++) {
        claim(table, new Address(0, random.nextLong()), i);
      }
      int present = 0;
      for (int place = 0; place < table.places(); place++) {
        present += table.get(place, ClientTable.PRESENT) == 1 ? 1 : 0;
      }
      assertThat(present).as("seed %d, capacity %d", seed, capacity).isEqualTo(capacity / 2);
    }
  }

  @Test
  void neverGrowsBeyondItsCapacityAndKeepsTheYoung() {
    Random random = new Random(10);
    ClientTable table = new ClientTable(1 << 10, random.nextLong());
    Address latest = new Address(0, 0);
    for (int i = 0; i < 100_000; i++) {
      latest = new Address(0, random.nextLong());
      claim(table, latest, i);
      assertThat(find(table, latest)).isNotNegative();
    }
    assertThat(table.places()).isLessThanOrEqualTo(1 << 10);
    int old = 0;
    for (int place = 0; place < table.places(); place++) {
      old += table.get(place, ClientTable.AGE) >>> 32 < 80_000 ? 1 : 0;
    }
    assertThat(old).isZero();
  }
}
