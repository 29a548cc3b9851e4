// Restores the terminal when the process dies of a signal, a Swift trap included.
//
// The handlers use only functions that are safe in a signal handler: write, tcsetattr, signal, raise. endwin is not.
// Everything they need is prepared beforehand. The Swift runtime's own crash dialogue never starts: it would hold
// a broken screen for half a minute.

#define _XOPEN_SOURCE 700
#define _DARWIN_C_SOURCE

#include "rescue.h"
#include "CCurses.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static struct termios saved_modes;
// Two texts, so that one is whole while the other is being written.
static char restoring[2][256];
static volatile sig_atomic_t restoring_count[2];
static volatile sig_atomic_t chosen;
static volatile sig_atomic_t is_armed;
// The number of the signal that asked the process to end.
static volatile sig_atomic_t was_asked;
static volatile sig_atomic_t bell = -1;
static char alternate_stack[64 * 1024];

static void restore(void) {
  if (!is_armed) return;
  is_armed = 0;
  ssize_t ignored = write(STDOUT_FILENO, restoring[chosen], (size_t)restoring_count[chosen]);
  (void)ignored;
  tcsetattr(STDIN_FILENO, TCSANOW, &saved_modes);
}

static void die(int number) {
  restore();
  signal(number, SIG_DFL);
  raise(number);
}

static void ask(int number) {
  int error = errno;
  if (was_asked || bell < 0) {
    restore();
    signal(number, SIG_DFL);
    raise(number);
    return;
  }
  was_asked = number;
  screen_bell_ring(bell, SCREEN_BELL_LEAVE);
  errno = error;
}

static void pass_on(int number) {
  int error = errno;
  char letter = number == SIGTSTP ? SCREEN_BELL_SUSPEND : number == SIGCONT ? SCREEN_BELL_CONTINUED : SCREEN_BELL_RESIZED;
  if (bell >= 0) screen_bell_ring(bell, letter);
  errno = error;
}

static void handle(int number, void (*handler)(int), int flags) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

void rescue_prepare(void) {
  tcgetattr(STDIN_FILENO, &saved_modes);
  // Before newterm: curses leaves a handler that is there alone. With its own it would ignore the signal while it
  // draws, and a stop from outside that comes then would be lost.
  handle(SIGTSTP, pass_on, 0);
}

void rescue_set_bell(int descriptor) { bell = descriptor; }

void rescue_arm(const char *bytes, int count) {
  int free = 1 - chosen;
  if (count > (int)sizeof restoring[free]) count = sizeof restoring[free];
  memcpy(restoring[free], bytes, (size_t)count);
  restoring_count[free] = count;
  chosen = free;
  is_armed = 1;

  stack_t stack;
  memset(&stack, 0, sizeof stack);
  stack.ss_sp = alternate_stack;
  stack.ss_size = sizeof alternate_stack;
  sigaltstack(&stack, NULL);
  const int fatal[] = {SIGSEGV, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGABRT, SIGQUIT, SIGSYS};
  for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) {
    handle(fatal[i], die, (int)(SA_ONSTACK | SA_RESETHAND | SA_NODEFER));
  }
  handle(SIGTERM, ask, SA_NODEFER);
  handle(SIGHUP, ask, SA_NODEFER);
  handle(SIGINT, ask, SA_NODEFER);
  handle(SIGCONT, pass_on, 0);
  // In place of curses' own handler, which only sets a flag: a change that comes while a frame is being written would
  // be noticed with the next key. To be installed after newterm, which would otherwise leave it alone.
  handle(SIGWINCH, pass_on, 0);
  signal(SIGPIPE, SIG_IGN);
}

void rescue_disarm(void) { is_armed = 0; }

int screen_asked_to_end(void) { return was_asked; }
