/* constant: answers every HTTP request with the same bytes, as cheaply as C can (one thread, epoll).
 *
 * It is no contender. It stands in for a server far faster than any here, so that the generator can show how many
 * requests a second it can make before it becomes the limit itself. Loopback only; prints its port; ends with its parent.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <unistd.h>

#define BODY_BYTES 700 /* about what an encrypted reply weighs */
#define BUFFER_BYTES 65536

typedef struct { int fd; size_t filled; char buffer[BUFFER_BYTES]; } Connection;

static char answer[1024];
static size_t answer_bytes;

/* How many bytes the first request in the buffer has; 0 while it is incomplete. */
static size_t whole_request(const char *data, size_t filled) {
    const char *end = memmem(data, filled, "\r\n\r\n", 4);
    if (!end) return 0;
    size_t head = end + 4 - data, body = 0;
    for (const char *line = data; line < end; line = memmem(line, end - line, "\r\n", 2) ?: end) {
        if (*line == '\r') line += 2;
        if (!strncasecmp(line, "content-length:", 15)) body = strtoul(line + 15, NULL, 10);
    }
    return filled >= head + body ? head + body : 0;
}

static int serve(Connection *c) {
    ssize_t n = recv(c->fd, c->buffer + c->filled, BUFFER_BYTES - c->filled, 0);
    if (n <= 0) return 0;
    c->filled += n;
    for (size_t used; (used = whole_request(c->buffer, c->filled));) {
        memmove(c->buffer, c->buffer + used, c->filled -= used);
        if (send(c->fd, answer, answer_bytes, MSG_NOSIGNAL) < 0) return 0;
    }
    return 1;
}

int main(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0), poller = epoll_create1(0), one = 1;
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (bind(listener, (struct sockaddr *)&address, size) < 0 || listen(listener, 1024) < 0) return perror("constant"), 1;
    getsockname(listener, (struct sockaddr *)&address, &size);
    answer_bytes = snprintf(answer, sizeof answer, "HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%*s", BODY_BYTES, BODY_BYTES, "x");
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL}, events[256];
    epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int ready = epoll_wait(poller, events, 256, -1);
        for (int i = 0; i < ready; i++) {
            Connection *c = events[i].data.ptr;
            if (!c) {
                if (!(c = malloc(sizeof *c))) return 1;
                c->filled = 0;
                c->fd = accept(listener, NULL, NULL);
                setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                event.data.ptr = c;
                if (c->fd < 0 || epoll_ctl(poller, EPOLL_CTL_ADD, c->fd, &event) < 0) return perror("constant"), 1;
            } else if (!serve(c)) {
                close(c->fd);
                free(c);
            }
        }
    }
}
