// Waiting for input and other threads, and running an editor.

#define _XOPEN_SOURCE 700
#define _GNU_SOURCE
#define _DARWIN_C_SOURCE

#include "CCurses.h"
#include "CDescriptors.h"
#include "rescue.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int bell_in = -1;

int screen_bell_open(void) {
  int ends[2];
  if (!private_pipe(ends)) return -1;
  for (int i = 0; i < 2; i++) fcntl(ends[i], F_SETFL, fcntl(ends[i], F_GETFL) | O_NONBLOCK);
  bell_in = ends[0];
  rescue_set_bell(ends[1]);
  return ends[1];
}

// A full pipe already rings.
void screen_bell_ring(int descriptor, char letter) {
  ssize_t ignored = write(descriptor, &letter, 1);
  (void)ignored;
}

int screen_bell_take(char *letters, int limit) {
  ssize_t count = read(bell_in, letters, (size_t)limit);
  return count > 0 ? (int)count : 0;
}

void screen_bell_wait(void) {
  struct pollfd only = {bell_in, POLLIN, 0};
  while (poll(&only, 1, -1) < 0 && errno == EINTR) {
  }
  char letters[64];
  while (screen_bell_take(letters, sizeof letters) == sizeof letters) {
  }
}

int screen_wait(int milliseconds) {
  struct pollfd both[2] = {{STDIN_FILENO, POLLIN, 0}, {bell_in, POLLIN, 0}};
  int count = poll(both, bell_in >= 0 ? 2 : 1, milliseconds);
  if (count < 0) return errno == EINTR ? SCREEN_INTERRUPTED : SCREEN_GONE;
  int seen = 0;
  if (both[0].revents & POLLIN) seen |= SCREEN_INPUT;
  if (both[0].revents & (POLLHUP | POLLERR | POLLNVAL)) seen |= SCREEN_GONE;
  if (both[1].revents & POLLIN) seen |= SCREEN_BELL;
  return seen;
}

void screen_send(const char *bytes, int count) {
  while (count > 0) {
    ssize_t written = write(STDOUT_FILENO, bytes, (size_t)count);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && errno == EAGAIN) {
      // Whoever shares the terminal has made it non-blocking.
      struct pollfd room = {STDOUT_FILENO, POLLOUT, 0};
      if (poll(&room, 1, -1) < 0 && errno != EINTR) return;
      continue;
    }
    if (written <= 0) return;
    bytes += written;
    count -= (int)written;
  }
}

int screen_run(const char *const *arguments) {
  // The keys that interrupt and stop go to the editor; when it stops itself, this process stops with it.
  const int numbers[] = {SIGINT, SIGQUIT, SIGTSTP};
  struct sigaction before[3];
  struct sigaction during;
  memset(&during, 0, sizeof during);
  sigemptyset(&during.sa_mask);
  for (int i = 0; i < 3; i++) {
    during.sa_handler = numbers[i] == SIGTSTP ? SIG_DFL : SIG_IGN;
    sigaction(numbers[i], &during, &before[i]);
  }

  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t standard, none;
  sigemptyset(&none);
  sigemptyset(&standard);
  const int reset[] = {SIGINT, SIGQUIT, SIGTSTP, SIGTERM, SIGHUP, SIGPIPE, SIGCONT, SIGWINCH, SIGXFSZ};
  for (size_t i = 0; i < sizeof reset / sizeof *reset; i++) sigaddset(&standard, reset[i]);
  posix_spawnattr_setsigdefault(&attributes, &standard);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);

  pid_t child = 0;
  int result = -1;
  if (posix_spawnp(&child, arguments[0], NULL, &attributes, (char *const *)arguments, environ) == 0) {
    int status = 0;
    pid_t ended;
    do ended = waitpid(child, &status, 0);
    while (ended < 0 && errno == EINTR);
    if (ended == child) result = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  posix_spawnattr_destroy(&attributes);
  for (int i = 0; i < 3; i++) sigaction(numbers[i], &before[i], NULL);
  return result;
}
