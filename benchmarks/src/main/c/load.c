// SPDX-License-Identifier: Apache-2.0
// Sends NTP requests at a given rate from many addresses and checks every answer.
//   load INTERFACE RATE MILLISECONDS CLIENTS MODE [FILE]
//     MODE   plain        requests without a MAC
//            interleaved  each client remembers its last answer, and asks in interleaved mode from then on
//            sealed       requests of 68 octets with a MAC, from FILE; their transmit timestamps are SEALED_MAGIC and
//                         their place in the file
//            first        asks one request each millisecond until there is an answer; goes on as plain
// Prints one line of NAME=VALUE: times in microseconds; `late` replies took more than 50 ms. Frames are made here and put on the wire below the IP stack, so that the
// senders' addresses need not be anybody's and sending costs little. Times of arrival are the kernel's.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
  BATCH = 64,
  HEADERS = 14 + 20 + 8,
  NTP = 48,
  SEALED = 68,
  SLOTS = 1 << 18,
  RING_FRAME = 256,
  RING_FRAMES = 1 << 16,
  RING_BLOCK = 1 << 20,
  BUCKET_NANOS = 100,
  BUCKETS = 1000000,
  QUIET_NANOS = 200000000,
  LONGEST_WAIT_NANOS = 2000000000,
  LONGEST_STALL_NANOS = 1000000,
  FIRST_ANSWER_SECONDS = 15,
  LATE_NANOS = 50000000,
};

#define SEALED_MAGIC 0x4d45414eu
#define SERVER 0x0a7b0001u  /* 10.123.0.1 */
#define CLIENTS 0x0a7b4000u /* 10.123.64.0 */

static const uint8_t server_mac[6] = {2, 0, 0, 0, 0, 1};
static const uint8_t sender_mac[6] = {2, 0, 0, 0, 0, 3};

struct slot {
  int64_t sent;
  uint32_t sequence;
  uint32_t client;
  uint8_t state; // 0 unused, 1 waits, 2 answered
  uint8_t may_interleave;
};

struct client {
  uint64_t receive; // the server's receive timestamp of its last answer, as it lies in the packet
  uint32_t answers;
  uint16_t checksum;
};

static int fd;
static uint8_t *ring;
static uint32_t ring_next;
static struct slot *slots;
static struct client *clients;
static uint32_t client_count;
static uint32_t *histogram;
static uint8_t frames[BATCH][HEADERS + SEALED];
static struct iovec vectors[BATCH];
static struct mmsghdr messages[BATCH];
static struct sockaddr_ll link_address;
static uint8_t *sealed;
static uint32_t sealed_count;
static int interleaved_mode;
static uint32_t request_length = NTP;
static uint64_t sent, replies, duplicates, invalid, eligible, interleaved, stalls, refused, late_replies;
static uint32_t first_sequence;
// Before the number in a timestamp: they tell our requests from those of a generator before.
static uint32_t magic, magic_interleaved;
static uint8_t sample[SEALED];

static void die(const char *what) {
  fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
  exit(2);
}

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void put16(uint8_t *at, uint16_t value) {
  value = htons(value);
  memcpy(at, &value, 2);
}

static void put32(uint8_t *at, uint32_t value) {
  value = htonl(value);
  memcpy(at, &value, 4);
}

static uint16_t get16(const uint8_t *at) {
  uint16_t value;
  memcpy(&value, at, 2);
  return ntohs(value);
}

static uint32_t get32(const uint8_t *at) {
  uint32_t value;
  memcpy(&value, at, 4);
  return ntohl(value);
}

static void open_socket(const char *interface) {
  fd = socket(AF_PACKET, SOCK_RAW, 0);
  if (fd < 0) die("socket");
  int version = TPACKET_V2, one = 1, room = 8 << 20;
  struct tpacket_req request = {RING_BLOCK, RING_FRAMES / (RING_BLOCK / RING_FRAME), RING_FRAME, RING_FRAMES};
  setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &room, sizeof room);
  if (setsockopt(fd, SOL_PACKET, PACKET_QDISC_BYPASS, &one, sizeof one)) die("PACKET_QDISC_BYPASS");
  if (setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &one, sizeof one)) die("PACKET_IGNORE_OUTGOING");
  if (setsockopt(fd, SOL_PACKET, PACKET_VERSION, &version, sizeof version)) die("PACKET_VERSION");
  if (setsockopt(fd, SOL_PACKET, PACKET_RX_RING, &request, sizeof request)) die("PACKET_RX_RING");
  ring = mmap(0, (size_t)RING_FRAME * RING_FRAMES, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, 0);
  if (ring == MAP_FAILED) die("mmap");
  link_address.sll_family = AF_PACKET;
  link_address.sll_protocol = htons(ETH_P_IP);
  link_address.sll_ifindex = if_nametoindex(interface);
  link_address.sll_halen = 6;
  memcpy(link_address.sll_addr, server_mac, 6);
  if (bind(fd, (struct sockaddr *)&link_address, sizeof link_address)) die(interface);
}

static void lay_out(void) {
  for (int i = 0; i < BATCH; i++) {
    uint8_t *frame = frames[i];
    memcpy(frame, server_mac, 6);
    memcpy(frame + 6, sender_mac, 6);
    put16(frame + 12, ETH_P_IP);
    frame[14] = 0x45;
    put16(frame + 16, 20 + 8 + request_length);
    frame[22] = 64;
    frame[23] = 17;
    put32(frame + 30, SERVER);
    put16(frame + 36, 123);
    put16(frame + 38, 8 + request_length);
    frame[HEADERS] = 0x23; // version 4, client
    frame[HEADERS + 2] = 6;
    vectors[i] = (struct iovec){frame, HEADERS + request_length};
    messages[i].msg_hdr = (struct msghdr){.msg_iov = &vectors[i], .msg_iovlen = 1};
  }
  for (uint32_t i = 0; i < client_count; i++) {
    put32(frames[0] + 26, CLIENTS + i);
    uint32_t sum = 0;
    for (int at = 14; at < 34; at += 2) sum += get16(frames[0] + at);
    while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16);
    clients[i].checksum = ~sum;
  }
}

static void make_request(int place, uint32_t number) {
  uint8_t *frame = frames[place], *ntp = frame + HEADERS;
  uint32_t who = number % client_count, sequence = sealed ? number % sealed_count : number;
  struct client *client = &clients[who];
  struct slot *slot = &slots[sequence % SLOTS];
  put32(frame + 26, CLIENTS + who);
  put16(frame + 24, client->checksum);
  put16(frame + 34, 1024 + number / client_count % 60000);
  if (sealed) {
    memcpy(ntp, sealed + (size_t)sequence * SEALED, SEALED);
  } else {
    put32(ntp + 40, magic);
    put32(ntp + 44, sequence);
  }
  if (interleaved_mode) {
    memcpy(ntp + 24, &client->receive, 8);
    put32(ntp + 32, client->receive ? magic_interleaved : 0);
    put32(ntp + 36, client->receive ? sequence : 0);
  }
  slot->sequence = sequence;
  slot->client = who;
  slot->state = 1;
  // The first answer only brings what the second request remembers.
  slot->may_interleave = interleaved_mode && client->answers >= 2;
}

static void send_batch(int count) {
  int64_t time = now();
  for (int i = 0; i < count; i++) {
    make_request(i, (uint32_t)(sent + i));
    uint32_t sequence = sealed ? (sent + i) % sealed_count : (uint32_t)(sent + i);
    slots[sequence % SLOTS].sent = time;
  }
  int done = 0;
  while (done < count) {
    int n = sendmmsg(fd, messages + done, count - done, 0);
    if (n <= 0) {
      if (errno != ENOBUFS && errno != EAGAIN && errno != EINTR) die("sendmmsg");
      refused++;
      continue;
    }
    done += n;
  }
  sent += count;
}

static void take_reply(const uint8_t *frame, uint32_t length, int64_t time) {
  const uint8_t *ntp = frame + HEADERS;
  if (length < HEADERS + NTP || frame[23] != 17 || get32(frame + 26) != SERVER) return;
  uint32_t origin = get32(ntp + 24), sequence = get32(ntp + 28);
  // The late answer to a probe, or to a request of a generator before.
  if ((origin == magic && sequence < first_sequence)) return;
  if (origin != magic && origin != magic_interleaved && origin >> 24 == magic >> 24) return;
  struct slot *slot = &slots[sequence % SLOTS];
  if (length != HEADERS + request_length || get16(frame + 34) != 123 || (ntp[0] & 0x3f) != 0x24
      || (origin != magic && !(interleaved_mode && origin == magic_interleaved)) || slot->state == 0
      || slot->sequence != sequence || get32(frame + 30) != CLIENTS + slot->client) {
    invalid++;
    return;
  }
  if (slot->state == 2) {
    duplicates++;
    return;
  }
  slot->state = 2;
  replies++;
  struct client *client = &clients[slot->client];
  memcpy(&client->receive, ntp + 32, 8);
  client->answers++;
  if (slot->may_interleave) {
    eligible++;
    interleaved += origin == magic_interleaved;
  }
  // A queue that only grows would pass for a fast server otherwise.
  late_replies += time - slot->sent > LATE_NANOS;
  int64_t bucket = (time - slot->sent) / BUCKET_NANOS;
  histogram[bucket < 0 ? 0 : bucket >= BUCKETS ? BUCKETS - 1 : bucket]++;
  memcpy(sample, ntp, request_length);
}

static void drain(void) {
  for (;;) {
    struct tpacket2_hdr *header = (void *)(ring + (size_t)ring_next * RING_FRAME);
    if (!(__atomic_load_n(&header->tp_status, __ATOMIC_ACQUIRE) & TP_STATUS_USER)) return;
    take_reply(
        (uint8_t *)header + header->tp_mac, header->tp_snaplen, header->tp_sec * 1000000000LL + header->tp_nsec);
    __atomic_store_n(&header->tp_status, TP_STATUS_KERNEL, __ATOMIC_RELEASE);
    ring_next = (ring_next + 1) % RING_FRAMES;
  }
}

static void await_first_answer(void) {
  int64_t end = now() + FIRST_ANSWER_SECONDS * 1000000000LL;
  while (replies == 0) {
    if (now() > end) {
      fprintf(stderr, "load: no answer within %d s\n", FIRST_ANSWER_SECONDS);
      exit(3);
    }
    send_batch(1);
    struct pollfd wait = {fd, POLLIN, 0};
    poll(&wait, 1, 1);
    drain();
  }
  // Only what follows counts; late answers to probes find nobody.
  memset(slots, 0, SLOTS * sizeof *slots);
  memset(histogram, 0, BUCKETS * sizeof *histogram);
  sent = (sent + 1000) / client_count * client_count + client_count;
  first_sequence = sent;
  replies = invalid = late_replies = 0;
}

static double quantile(double part) {
  uint64_t seen = 0;
  for (int i = 0; i < BUCKETS; i++) {
    seen += histogram[i];
    if (seen >= part * replies && seen > 0) return (i + 0.5) * BUCKET_NANOS / 1000.0;
  }
  return 0;
}

static void read_sealed(const char *name) {
  FILE *file = fopen(name, "rb");
  if (!file || fseek(file, 0, SEEK_END)) die(name);
  sealed_count = ftell(file) / SEALED;
  rewind(file);
  sealed = malloc((size_t)sealed_count * SEALED);
  if (sealed_count == 0 || fread(sealed, SEALED, sealed_count, file) != sealed_count) die(name);
  fclose(file);
}

int main(int count, char **arguments) {
  if (count < 6) {
    fprintf(stderr, "usage: load INTERFACE RATE MILLISECONDS CLIENTS MODE [FILE]\n");
    return 2;
  }
  double rate = atof(arguments[2]) / 1e9;
  int64_t duration = atoll(arguments[3]) * 1000000LL;
  client_count = atoi(arguments[4]);
  interleaved_mode = !strcmp(arguments[5], "interleaved");
  if (!strcmp(arguments[5], "sealed") && count > 6) {
    read_sealed(arguments[6]);
    request_length = SEALED;
  }
  magic = sealed ? SEALED_MAGIC : 0x4d000000u | (uint32_t)getpid() % 0x400000 << 2;
  magic_interleaved = magic | 1;
  slots = calloc(SLOTS, sizeof *slots);
  clients = calloc(client_count, sizeof *clients);
  histogram = calloc(BUCKETS, sizeof *histogram);
  if (!slots || !clients || !histogram) die("calloc");
  open_socket(arguments[1]);
  lay_out();
  if (!strcmp(arguments[5], "first")) await_first_answer();

  uint64_t first = sent;
  int64_t begin = now(), time = begin, late = 0;
  while (time - begin < duration) {
    int64_t due = (int64_t)((time - begin - late) * rate) - (int64_t)(sent - first);
    if (due > BATCH && due > rate * LONGEST_STALL_NANOS) {
      // Not to be made up for: a burst is not what was asked for.
      late += (int64_t)((due - BATCH) / rate);
      stalls++;
    }
    if (due > 0) send_batch(due < BATCH ? due : BATCH);
    drain();
    time = now();
  }
  double seconds = (time - begin) / 1e9;
  // Until nothing comes any more: whoever is next here is not to find these answers.
  int64_t heard = time;
  uint64_t known = replies;
  while (sent - first > replies && now() - heard < QUIET_NANOS && now() - time < LONGEST_WAIT_NANOS) {
    drain();
    if (replies != known) {
      known = replies;
      heard = now();
    }
  }
  struct tpacket_stats statistics;
  socklen_t length = sizeof statistics;
  if (getsockopt(fd, SOL_PACKET, PACKET_STATISTICS, &statistics, &length)) die("PACKET_STATISTICS");
  uint64_t asked = sent - first;
  printf("sent=%lu rate=%.0f replies=%lu lost=%lu late=%lu duplicates=%lu invalid=%lu eligible=%lu interleaved=%lu "
         "p50=%.1f p99=%.1f p999=%.1f unread=%u stalls=%lu refused=%lu sample=",
      asked, asked / seconds, replies, asked - replies, late_replies, duplicates, invalid, eligible, interleaved, quantile(0.5),
      quantile(0.99), quantile(0.999), statistics.tp_drops, stalls, refused);
  for (uint32_t i = 0; i < request_length; i++) printf("%02x", sample[i]);
  printf("\n");
  return 0;
}
