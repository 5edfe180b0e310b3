// SPDX-License-Identifier: Apache-2.0
// Sends datagrams that name any sender, and shows what passes on the network, for tests in a network namespace.
//   spoofer send SOURCE PORT DESTINATION PORT HEX [COUNT]
//   spoofer send FILE
// Sends a datagram, COUNT times; or one for each line of a file: SOURCE PORT DESTINATION PORT HEX
//   spoofer flood DESTINATION PORT COUNT SEED PAUSE
// Sends COUNT requests, each from a sender of its own anywhere, that make a server remember their timestamps;
// waits PAUSE microseconds after every 32.
//   spoofer watch PORT
// Prints a line for each IPv4 datagram on any interface from this port: SOURCE PORT DESTINATION PORT LENGTH OCTET.
// Ends by itself after two minutes.
#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/ip.h>
#include <netinet/udp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { HEADERS = sizeof(struct iphdr) + sizeof(struct udphdr), LONGEST = 2048, NTP = 48, PER_PAUSE = 32, LINES_PAUSE = 1000 };

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static uint16_t checksum(const void *data, int length) {
  const uint16_t *words = data;
  uint32_t sum = 0;
  for (int i = 0; i < length / 2; i++) sum += words[i];
  while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16);
  return ~sum;
}

static int raw_socket(void) {
  int fd = socket(AF_INET, SOCK_RAW, IPPROTO_RAW);
  int on = 1;
  if (fd < 0) fail("raw socket");
  setsockopt(fd, SOL_SOCKET, SO_BROADCAST, &on, sizeof on);
  return fd;
}

// A UDP checksum of 0 is none, which IPv4 allows.
static int build(unsigned char *packet, uint32_t from, int from_port, uint32_t to, int to_port,
                 const unsigned char *payload, int length) {
  struct iphdr ip = {.version = 4, .ihl = 5, .ttl = 64, .protocol = IPPROTO_UDP, .saddr = from, .daddr = to};
  struct udphdr udp = {.source = htons(from_port), .dest = htons(to_port)};
  ip.tot_len = htons(HEADERS + length);
  ip.check = checksum(&ip, sizeof ip);
  udp.len = htons(sizeof udp + length);
  memcpy(packet, &ip, sizeof ip);
  memcpy(packet + sizeof ip, &udp, sizeof udp);
  memcpy(packet + HEADERS, payload, length);
  return HEADERS + length;
}

static void send_raw(int fd, const unsigned char *packet, int length, uint32_t to) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = to};
  if (sendto(fd, packet, length, 0, (struct sockaddr *) &address, sizeof address) != length) fail("sendto");
}

static void send_one(int fd, const char *from, int from_port, const char *to, int to_port, const char *hex) {
  unsigned char payload[LONGEST], packet[LONGEST + HEADERS];
  unsigned octet;
  int length = 0;
  for (; length < LONGEST && sscanf(hex + 2 * length, "%2x", &octet) == 1; length++) payload[length] = octet;
  uint32_t source = inet_addr(from), destination = inet_addr(to);
  int total = build(packet, source, from_port, destination, to_port, payload, length);
  send_raw(fd, packet, total, destination);
}

static void send_lines(int fd) {
  char from[16], to[16], hex[2 * LONGEST + 1];
  int from_port, to_port, count = 0;
  while (scanf("%15s %d %15s %d %4096s", from, &from_port, to, &to_port, hex) == 5) {
    send_one(fd, from, from_port, to, to_port, hex);
    // No more than a receive buffer holds.
    if (++count % PER_PAUSE == 0) usleep(LINES_PAUSE);
  }
  printf("sent %d\n", count);
}

// SplitMix64.
static uint64_t next_random(uint64_t *state) {
  uint64_t z = *state += 0x9e3779b97f4a7c15u;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return z ^ z >> 31;
}

static void flood(int fd, const char *to, int to_port, long count, uint64_t seed, int pause) {
  unsigned char payload[NTP] = {0x23}, packet[NTP + HEADERS];
  uint32_t destination = inet_addr(to);
  for (long i = 0; i < count; i++) {
    uint64_t value = next_random(&seed);
    // 1.0.0.0 to 126.255.255.255.
    uint32_t source = htonl(0x01000000 + (uint32_t) (value >> 32) % 0x7e000000);
    uint64_t origin = next_random(&seed), transmit = next_random(&seed);
    memcpy(payload + 24, &origin, 8);
    payload[31] |= 1;
    memcpy(payload + 40, &transmit, 8);
    send_raw(fd, packet, build(packet, source, 1024 + value % 60000, destination, to_port, payload, NTP), destination);
    if (i % PER_PAUSE == PER_PAUSE - 1) usleep(pause);
  }
  printf("sent %ld\n", count);
}

static void watch(int port) {
  unsigned char packet[LONGEST];
  char from[16], to[16];
  struct sockaddr_ll address;
  int size = 8 << 20;
  int fd = socket(AF_PACKET, SOCK_DGRAM, htons(ETH_P_ALL));
  if (fd < 0) fail("packet socket");
  setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
  setvbuf(stdout, NULL, _IOLBF, 0);
  alarm(120);
  puts("watching");
  for (;;) {
    socklen_t address_length = sizeof address;
    int length = recvfrom(fd, packet, sizeof packet, 0, (struct sockaddr *) &address, &address_length);
    struct iphdr ip;
    struct udphdr udp;
    if (length < HEADERS || address.sll_pkttype != PACKET_OUTGOING || address.sll_protocol != htons(ETH_P_IP)) continue;
    memcpy(&ip, packet, sizeof ip);
    memcpy(&udp, packet + 4 * ip.ihl, sizeof udp);
    if (ip.protocol != IPPROTO_UDP || ntohs(udp.source) != port) continue;
    inet_ntop(AF_INET, &ip.saddr, from, sizeof from);
    inet_ntop(AF_INET, &ip.daddr, to, sizeof to);
    int payload = length - 4 * ip.ihl - sizeof udp;
    printf("%s %d %s %d %d %02x\n", from, port, to, ntohs(udp.dest), payload,
           payload > 0 ? packet[4 * ip.ihl + sizeof udp] : 0);
  }
}

int main(int argc, char **argv) {
  if (argc == 3 && strcmp(argv[1], "watch") == 0) watch(atoi(argv[2]));
  if (argc == 3 && strcmp(argv[1], "send") == 0) {
    if (freopen(argv[2], "r", stdin) == NULL) fail(argv[2]);
    return send_lines(raw_socket()), 0;
  }
  if (argc >= 7 && strcmp(argv[1], "send") == 0) {
    int fd = raw_socket();
    for (int i = argc > 7 ? atoi(argv[7]) : 1; i > 0; i--)
      send_one(fd, argv[2], atoi(argv[3]), argv[4], atoi(argv[5]), argv[6]);
    return 0;
  }
  if (argc == 7 && strcmp(argv[1], "flood") == 0)
    return flood(raw_socket(), argv[2], atoi(argv[3]), atol(argv[4]), strtoull(argv[5], NULL, 10), atoi(argv[6])), 0;
  fputs("usage: spoofer send | flood | watch\n", stderr);
  return 2;
}
