// Pairs of descriptors, closed on exec.

#define _XOPEN_SOURCE 700
#define _GNU_SOURCE
#define _DARWIN_C_SOURCE

#include "CDescriptors.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#ifdef __APPLE__
static bool keep_private(int ends[2]) {
  for (int i = 0; i < 2; i++) fcntl(ends[i], F_SETFD, FD_CLOEXEC);
  return true;
}

bool private_pipe(int ends[2]) { return pipe(ends) == 0 && keep_private(ends); }
bool private_sockets(int ends[2]) { return socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0 && keep_private(ends); }
#else
bool private_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC) == 0; }
bool private_sockets(int ends[2]) { return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0; }
#endif
