// SPDX-License-Identifier: Apache-2.0
// A receiver for tests: writes to shared memory and to sockets five times a second, as gpsd does, that
// the true time is the wall clock's plus a constant and some noise.
//   receiver OFFSET [shm:UNIT | sock:PATH]...
// Removes its segments when it is asked to end, and does so by itself after two minutes.
//   receiver remove UNIT...
// Removes segments.
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

struct shm_time {
  int mode;
  volatile int count;
  time_t clock_sec;
  int clock_usec;
  time_t recv_sec;
  int recv_usec;
  int leap;
  int precision;
  int nsamples;
  volatile int valid;
  unsigned clock_nsec;
  unsigned recv_nsec;
  int dummy[8];
};

struct sock_sample {
  struct timeval tv;
  double offset;
  int pulse;
  int leap;
  int pad;
  int magic;
};

enum { MAX_SEGMENTS = 8, KEY = 0x4e545030 };

static volatile sig_atomic_t over;

static void end(int signal) {
  (void) signal;
  over = 1;
}

// Nearly normal, with a standard deviation of 100 us.
static double noise(void) {
  double sum = -6;
  for (int i = 0; i < 12; i++) sum += drand48();
  return sum * 1e-4;
}

static void write_segment(struct shm_time *t, struct timespec wall, long long true_nanos) {
  t->valid = 0;
  t->mode = 1;
  t->count++;
  __sync_synchronize();
  t->clock_sec = true_nanos / 1000000000;
  t->clock_nsec = true_nanos % 1000000000;
  t->clock_usec = t->clock_nsec / 1000;
  t->recv_sec = wall.tv_sec;
  t->recv_nsec = wall.tv_nsec;
  t->recv_usec = wall.tv_nsec / 1000;
  t->leap = 0;
  t->precision = -13;
  __sync_synchronize();
  t->count++;
  t->valid = 1;
}

static void send_sample(int fd, const char *path, struct timespec wall, double offset) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  struct sock_sample sample = {.offset = offset, .magic = 0x534f434b};
  strncpy(address.sun_path, path, sizeof address.sun_path - 1);
  sample.tv.tv_sec = wall.tv_sec;
  sample.tv.tv_usec = wall.tv_nsec / 1000;
  // Whoever does not listen yet will.
  sendto(fd, &sample, sizeof sample, 0, (struct sockaddr *) &address, sizeof address);
}

static int remove_segments(int argc, char **argv) {
  for (int i = 2; i < argc; i++) {
    int id = shmget(KEY + atoi(argv[i]), 0, 0);
    if (id >= 0) shmctl(id, IPC_RMID, NULL);
  }
  return 0;
}

int main(int argc, char **argv) {
  struct shm_time *segments[MAX_SEGMENTS];
  int ids[MAX_SEGMENTS];
  int count = 0;
  if (argc < 2) return 2;
  if (strcmp(argv[1], "remove") == 0) return remove_segments(argc, argv);
  double offset = atof(argv[1]);
  signal(SIGTERM, end);
  signal(SIGALRM, end);
  alarm(120);
  for (int i = 2; i < argc && count < MAX_SEGMENTS; i++) {
    if (strncmp(argv[i], "shm:", 4) == 0) {
      ids[count] = shmget(KEY + atoi(argv[i] + 4), sizeof(struct shm_time), IPC_CREAT | 0600);
      if (ids[count] < 0) {
        perror("shmget");
        return 1;
      }
      segments[count] = shmat(ids[count], NULL, 0);
      count++;
    }
  }
  int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
  puts("receiving");
  fflush(stdout);
  while (!over) {
    struct timespec wall;
    clock_gettime(CLOCK_REALTIME, &wall);
    double sample = offset + noise();
    long long true_nanos =
        (long long) wall.tv_sec * 1000000000 + wall.tv_nsec + llround(sample * 1e9);
    for (int i = 0; i < count; i++) write_segment(segments[i], wall, true_nanos);
    for (int i = 2; i < argc; i++) {
      if (strncmp(argv[i], "sock:", 5) == 0) send_sample(fd, argv[i] + 5, wall, sample);
    }
    usleep(200000);
  }
  for (int i = 0; i < count; i++) shmctl(ids[i], IPC_RMID, NULL);
  return 0;
}
