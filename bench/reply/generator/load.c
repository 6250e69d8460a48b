/* load: plays the platform against one server on this machine and times it.
 *
 * Prepared requests are read from one file and sent over N keep-alive connections by one thread.
 *   closed loop (--rate 0): every connection sends its next request when its answer is there; finds the top speed.
 *   open loop  (--rate R): request i is due at start + i/R whether or not the server keeps up, and its time counts
 *                          from then, not from when a connection was free. A stall therefore costs every message
 *                          that was due during it (no "coordinated omission").
 * Prints one JSON object. It speaks to loopback only and stops after --seconds or --count, whichever comes first.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define MAX_CONNECTIONS 1024
#define MAX_SECONDS 120.0
#define MAX_RATE 1000000.0
#define BUFFER_BYTES 16384
#define MAX_LENGTHS 64
#define DRAIN_NANOS 10000000000LL /* after the end, wait this long for answers still owed */

typedef struct {
    int fd;
    bool busy, keep, head_read;
    uint32_t request;   /* index of the request in work */
    int64_t due;        /* when it should have left */
    size_t written, filled, head_bytes, body_bytes;
    int status;
    bool counted;       /* due inside the measured window */
    char buffer[BUFFER_BYTES];
} Connection;

static struct {
    const char *requests_path, *bodies_path;
    int port, connections;
    uint64_t count, skip, sample;
    double rate, warm, seconds;
    bool wrap;
    struct in_addr host;
} options = {.connections = 64, .count = UINT64_MAX, .sample = 100, .warm = 1, .seconds = 5};

static const unsigned char **request_at;
static uint32_t *request_bytes, request_total;
static Connection *all;
static int *idle, idle_total, poller;
static int64_t started, window_opens, window_closes;

static uint64_t sent, answered, in_window, classes[6], reconnects, failed;
static uint64_t lengths_count[MAX_LENGTHS];
static size_t lengths[MAX_LENGTHS];
static uint32_t *latencies_us; /* per request due in the window, in microseconds */
static uint64_t latency_total, latency_room;
static FILE *bodies;

static void die(const char *what) {
    fprintf(stderr, "load: %s%s%s\n", what, errno ? ": " : "", errno ? strerror(errno) : "");
    exit(2);
}

static int64_t now_nanos(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

/* The file is a row of records: four bytes of length (little endian), then the whole HTTP request. */
static void read_requests(void) {
    int fd = open(options.requests_path, O_RDONLY);
    struct stat info;
    if (fd < 0 || fstat(fd, &info) < 0) die(options.requests_path);
    if (info.st_size < 5) errno = 0, die("no requests in the file");
    const unsigned char *data = mmap(NULL, info.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    if (data == MAP_FAILED) die("mmap");
    size_t room = 0;
    for (off_t at = 0; at + 4 <= info.st_size;) {
        uint32_t length = data[at] | data[at + 1] << 8 | data[at + 2] << 16 | (uint32_t)data[at + 3] << 24;
        at += 4;
        if (at + (off_t)length > info.st_size) errno = 0, die("the request file is cut short");
        if (request_total == room) {
            room = room ? room * 2 : 65536;
            request_at = realloc(request_at, room * sizeof *request_at);
            request_bytes = realloc(request_bytes, room * sizeof *request_bytes);
            if (!request_at || !request_bytes) die("memory");
        }
        request_at[request_total] = data + at;
        request_bytes[request_total++] = length;
        at += length;
    }
    close(fd);
}

static void watch(Connection *c, uint32_t events, int how) {
    struct epoll_event event = {.events = events, .data.ptr = c};
    if (epoll_ctl(poller, how, c->fd, &event) < 0) die("epoll_ctl");
}

static void open_connection(Connection *c) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(options.port), .sin_addr = options.host};
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (c->fd < 0) die("socket");
    int one = 1;
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (connect(c->fd, (struct sockaddr *)&address, sizeof address) < 0) die("connect");
    if (fcntl(c->fd, F_SETFL, O_NONBLOCK) < 0) die("fcntl");
    watch(c, EPOLLIN | EPOLLRDHUP, EPOLL_CTL_ADD);
}

static void reopen(Connection *c) {
    close(c->fd);
    reconnects++;
    open_connection(c);
}

static bool requests_left(void) {
    return sent < options.count && (options.wrap || options.skip + sent < request_total);
}

static void write_rest(Connection *c) {
    while (c->written < request_bytes[c->request]) {
        ssize_t n = send(c->fd, request_at[c->request] + c->written, request_bytes[c->request] - c->written, MSG_NOSIGNAL);
        if (n > 0) { c->written += n; continue; }
        if (n < 0 && errno == EAGAIN) { watch(c, EPOLLIN | EPOLLOUT | EPOLLRDHUP, EPOLL_CTL_MOD); return; }
        return; /* the hang-up arrives as an event */
    }
}

static void send_next(Connection *c, int64_t due) {
    c->busy = true;
    c->request = (options.skip + sent++) % request_total;
    c->due = due;
    c->counted = due >= window_opens && due < window_closes;
    c->written = c->filled = 0;
    c->head_read = false;
    write_rest(c);
}

static void count_length(size_t bytes) {
    for (int i = 0; i < MAX_LENGTHS; i++) {
        if (!lengths_count[i]) lengths[i] = bytes;
        if (lengths[i] == bytes) { lengths_count[i]++; return; }
    }
    lengths_count[MAX_LENGTHS - 1]++;
}

static void record(Connection *c, int64_t at) {
    answered++;
    classes[c->status >= 100 && c->status < 600 ? c->status / 100 : 0]++;
    count_length(c->body_bytes);
    if (at >= window_opens && at < window_closes) in_window++;
    if (c->counted && latency_total < latency_room) latencies_us[latency_total++] = (at - c->due) / 1000;
    if (bodies && options.sample && (answered - 1) % options.sample == 0) { /* request, status, length, body */
        uint32_t header[3] = {c->request, c->status, c->body_bytes};
        fwrite(header, sizeof header, 1, bodies);
        fwrite(c->buffer + c->head_bytes, c->body_bytes, 1, bodies);
    }
}

/* True when the head is complete. Servers here always send Content-Length; anything else counts as failed. */
static bool read_head(Connection *c) {
    char *end = memmem(c->buffer, c->filled, "\r\n\r\n", 4);
    if (!end) return false;
    *end = 0;
    c->head_bytes = end + 4 - c->buffer;
    c->status = c->filled > 12 ? atoi(c->buffer + 9) : 0;
    c->keep = true;
    c->body_bytes = SIZE_MAX;
    for (char *line = strstr(c->buffer, "\r\n"); line; line = strstr(line, "\r\n")) {
        line += 2;
        if (!strncasecmp(line, "content-length:", 15)) c->body_bytes = strtoul(line + 15, NULL, 10);
        if (!strncasecmp(line, "connection: close", 17)) c->keep = false;
    }
    if (c->body_bytes > BUFFER_BYTES - c->head_bytes) {
        errno = 0;
        die("an answer without a length, or too long");
    }
    return c->head_read = true;
}

static void finish(Connection *c, bool reusable) {
    c->busy = false;
    if (!reusable) reopen(c);
    idle[idle_total++] = c - all;
}

static void on_readable(Connection *c) {
    for (;;) {
        ssize_t n = recv(c->fd, c->buffer + c->filled, BUFFER_BYTES - c->filled, 0);
        if (n < 0 && errno == EAGAIN) return;
        if (n <= 0) { /* closed by the server: between two answers that is its right */
            if (!c->busy) { reopen(c); return; }
            failed++;
            finish(c, false);
            return;
        }
        c->filled += n;
        if (!c->busy) { errno = 0; die("an answer nobody asked for"); }
        if (!c->head_read && !read_head(c)) continue;
        if (c->filled < c->head_bytes + c->body_bytes) continue;
        record(c, now_nanos());
        finish(c, c->keep);
        return;
    }
}

static int compare(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static double percentile_ms(double share) {
    if (!latency_total) return 0;
    uint64_t at = share * latency_total;
    return latencies_us[at < latency_total ? at : latency_total - 1] / 1000.0;
}

static void print_results(double wall) {
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    double cpu = use.ru_utime.tv_sec + use.ru_stime.tv_sec + (use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
    qsort(latencies_us, latency_total, sizeof *latencies_us, compare);
    double sum = 0;
    for (uint64_t i = 0; i < latency_total; i++) sum += latencies_us[i];
    printf("{\"sent\": %lu, \"answered\": %lu, \"failed\": %lu, \"unanswered\": %lu, \"reconnects\": %lu, ", sent, answered, failed,
           sent - answered - failed, reconnects);
    printf("\"window_seconds\": %.3f, \"in_window\": %lu, \"rate\": %.1f, \"ran_dry\": %s, ", options.seconds, in_window,
           in_window / options.seconds, requests_left() ? "false" : "true");
    printf("\"classes\": {\"1xx\": %lu, \"2xx\": %lu, \"3xx\": %lu, \"4xx\": %lu, \"5xx\": %lu, \"other\": %lu}, ", classes[1],
           classes[2], classes[3], classes[4], classes[5], classes[0]);
    printf("\"lengths\": {");
    for (int i = 0; i < MAX_LENGTHS && lengths_count[i]; i++)
        printf("%s\"%zu\": %lu", i ? ", " : "", lengths[i], lengths_count[i]);
    printf("}, \"latency_ms\": {\"count\": %lu, \"mean\": %.3f, \"p50\": %.3f, \"p90\": %.3f, \"p99\": %.3f, \"p999\": %.3f, \"max\": %.3f}, ",
           latency_total, latency_total ? sum / latency_total / 1000 : 0, percentile_ms(.5), percentile_ms(.9), percentile_ms(.99),
           percentile_ms(.999), percentile_ms(1));
    printf("\"generator_cpu_share\": %.3f}\n", cpu / wall);
}

static void run(void) {
    struct epoll_event events[256];
    double interval = options.rate > 0 ? 1e9 / options.rate : 0;
    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    struct epoll_event tick = {.events = EPOLLIN, .data.ptr = NULL};
    if (timer < 0 || epoll_ctl(poller, EPOLL_CTL_ADD, timer, &tick) < 0) die("timer");
    started = now_nanos();
    window_opens = started + options.warm * 1e9;
    window_closes = window_opens + options.seconds * 1e9;
    for (;;) {
        int64_t now = now_nanos();
        bool open = now < window_closes && requests_left();
        if (!open && (idle_total == options.connections || now > window_closes + DRAIN_NANOS)) return;
        if (open && interval == 0)
            while (idle_total && requests_left()) send_next(&all[idle[--idle_total]], now);
        if (open && interval > 0) {
            int64_t due;
            while (requests_left() && idle_total && (due = started + sent * interval) <= now && due < window_closes)
                send_next(&all[idle[--idle_total]], due);
            due = started + sent * interval;
            struct itimerspec at = {.it_value = {due / 1000000000, due % 1000000000}};
            if (idle_total && due > now && timerfd_settime(timer, TFD_TIMER_ABSTIME, &at, NULL) < 0) die("timer");
        }
        int ready = epoll_wait(poller, events, 256, interval > 0 && open && idle_total && started + sent * interval <= now_nanos() ? 0 : 100);
        if (ready < 0 && errno != EINTR) die("epoll_wait");
        for (int i = 0; i < ready; i++) {
            Connection *c = events[i].data.ptr;
            uint64_t expirations;
            if (!c) { if (read(timer, &expirations, sizeof expirations) < 0 && errno != EAGAIN) die("timer"); continue; }
            if (events[i].events & EPOLLOUT) { watch(c, EPOLLIN | EPOLLRDHUP, EPOLL_CTL_MOD); write_rest(c); }
            if (events[i].events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) on_readable(c);
        }
    }
}

static void read_options(int argc, char **argv) {
    options.host.s_addr = htonl(INADDR_LOOPBACK);
    for (int i = 1; i < argc; i++) {
        const char *name = argv[i], *value = i + 1 < argc ? argv[i + 1] : NULL;
        if (!strcmp(name, "--wrap")) { options.wrap = true; continue; }
        if (!value) { errno = 0; die("an option without its value"); }
        i++;
        if (!strcmp(name, "--host")) { if (inet_pton(AF_INET, value, &options.host) != 1) { errno = 0; die("--host is not an IPv4 address"); } }
        else if (!strcmp(name, "--port")) options.port = atoi(value);
        else if (!strcmp(name, "--requests")) options.requests_path = value;
        else if (!strcmp(name, "--bodies")) options.bodies_path = value;
        else if (!strcmp(name, "--connections")) options.connections = atoi(value);
        else if (!strcmp(name, "--count")) options.count = strtoull(value, NULL, 10);
        else if (!strcmp(name, "--skip")) options.skip = strtoull(value, NULL, 10);
        else if (!strcmp(name, "--sample")) options.sample = strtoull(value, NULL, 10);
        else if (!strcmp(name, "--rate")) options.rate = atof(value);
        else if (!strcmp(name, "--warm")) options.warm = atof(value);
        else if (!strcmp(name, "--seconds")) options.seconds = atof(value);
        else { errno = 0; fprintf(stderr, "load: unknown option %s\n", name); exit(2); }
    }
    errno = 0;
    if (ntohl(options.host.s_addr) >> 24 != 127) die("refused: this generator speaks to loopback (127.0.0.0/8) only");
    if (options.port < 1 || options.port > 65535) die("--port must be 1 to 65535");
    if (!options.requests_path) die("--requests FILE is needed");
    if (options.connections < 1 || options.connections > MAX_CONNECTIONS) die("--connections must be 1 to 1024");
    if (options.rate < 0 || options.rate > MAX_RATE) die("--rate must be 0 (closed loop) to 1000000");
    if (options.warm < 0 || options.seconds <= 0 || options.warm + options.seconds > MAX_SECONDS) die("--warm and --seconds must be bounded by 120");
}

int main(int argc, char **argv) {
    read_options(argc, argv);
    read_requests();
    prctl(PR_SET_TIMERSLACK, 1); /* the open loop's clock should be no coarser than the machine's */
    latency_room = options.wrap ? 20000000 : request_total;
    latencies_us = malloc(latency_room * sizeof *latencies_us);
    all = calloc(options.connections, sizeof *all);
    idle = calloc(options.connections, sizeof *idle);
    if (options.bodies_path && !(bodies = fopen(options.bodies_path, "wb"))) die(options.bodies_path);
    poller = epoll_create1(EPOLL_CLOEXEC);
    if (!latencies_us || !all || !idle || poller < 0) die("memory");
    for (int i = 0; i < options.connections; i++) {
        open_connection(&all[i]);
        idle[idle_total++] = i;
    }
    int64_t before = now_nanos();
    run();
    print_results((now_nanos() - before) / 1e9);
    return 0;
}
