// Drawing and listening through ncursesw.

#define _XOPEN_SOURCE 700
#define _DARWIN_C_SOURCE
#define NCURSES_WIDECHAR 1

#include "CCurses.h"
#include "rescue.h"

#ifdef __APPLE__
#include <curses.h>
#include <term.h>
#else
#include <ncursesw/curses.h>
#include <ncursesw/term.h>
#endif

#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

// Keys that terminfo does not know.
enum { OWN_WORD_LEFT = 2001, OWN_WORD_RIGHT, OWN_PASTE_BEGIN, OWN_PASTE_END };

static SCREEN *screen;
// Keys are read through a pad: reading from a window would refresh it.
static WINDOW *keyboard;
static bool uses_colour;
static bool brackets_pastes;
static bool listens_to_mouse;
// Where the mouse was when screen_key last found it.
static int mouse_x, mouse_y;

static const char paste_on[] = "\033[?2004h";
static const char paste_off[] = "\033[?2004l";
// Every way of reporting the mouse that XM may have switched on.
static const char mouse_off[] = "\033[?1000l\033[?1002l\033[?1003l\033[?1006l";

bool screen_locale_is_utf8(void) {
  setlocale(LC_ALL, "");
  return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

bool screen_is_interactive(void) { return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO); }

// Appends a terminfo string without its padding marks.
static size_t append_capability(char *bytes, size_t count, size_t limit, const char *name) {
  const char *text = tigetstr((char *)name);
  if (text == NULL || text == (const char *)-1) return count;
  while (*text != 0 && count < limit) {
    if (text[0] == '$' && text[1] == '<') {
      const char *end = strchr(text, '>');
      if (end != NULL) {
        text = end + 1;
        continue;
      }
    }
    bytes[count++] = *text++;
  }
  return count;
}

static void arm(void) {
  char bytes[256];
  size_t count = 0;
  if (listens_to_mouse) {
    memcpy(bytes, mouse_off, sizeof mouse_off - 1);
    count = sizeof mouse_off - 1;
  }
  if (brackets_pastes) {
    memcpy(bytes + count, paste_off, sizeof paste_off - 1);
    count += sizeof paste_off - 1;
  }
  const char *names[] = {"sgr0", "rmkx", "cnorm", "rmcup"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    count = append_capability(bytes, count, sizeof bytes, names[i]);
  }
  rescue_arm(bytes, (int)count);
}

static void set_modes(void) {
  raw();
  noecho();
  nonl();
  intrflush(stdscr, FALSE);
}

bool screen_open(const char *name, bool has_colour) {
  rescue_prepare();
  use_env(TRUE);
  use_tioctl(TRUE);
  screen = newterm((char *)name, stdout, stdin);
  if (screen == NULL) return false;
  set_term(screen);
  // ncurses 6.4 writes after every move of the cursor until it has come back from a pause once, and a frame in one
  // write after that.
  endwin();
  set_modes();
  doupdate();
  if (getenv("ESCDELAY") == NULL) set_escdelay(25);
  keyboard = newpad(1, 1);
  keypad(keyboard, TRUE);
  nodelay(keyboard, TRUE);
  // Terminals without mouse reports know nothing of pastes either.
  const char *mouse = tigetstr("kmous");
  brackets_pastes = mouse != NULL && mouse != (const char *)-1;
  define_key("\033[1;5D", OWN_WORD_LEFT);
  define_key("\033[1;5C", OWN_WORD_RIGHT);
  define_key("\033[1;3D", OWN_WORD_LEFT);
  define_key("\033[1;3C", OWN_WORD_RIGHT);
  if (brackets_pastes) {
    define_key("\033[200~", OWN_PASTE_BEGIN);
    define_key("\033[201~", OWN_PASTE_END);
  }
  uses_colour = has_colour && has_colors();
  if (uses_colour) {
    start_color();
    short background = use_default_colors() == OK ? -1 : COLOR_BLACK;
    init_pair(SCREEN_RED, COLOR_RED, background);
    init_pair(SCREEN_GREEN, COLOR_GREEN, background);
    init_pair(SCREEN_YELLOW, COLOR_YELLOW, background);
    init_pair(SCREEN_MAGENTA, COLOR_MAGENTA, background);
    init_pair(SCREEN_CYAN, COLOR_CYAN, background);
  }
  arm();
  if (brackets_pastes) screen_send(paste_on, sizeof paste_on - 1);
  return true;
}

bool screen_has_colour(void) { return uses_colour; }

const char *screen_capability(const char *name) {
  const char *text = tigetstr((char *)name);
  if (text != NULL && text != (const char *)-1) return text;
  return tigetflag((char *)name) > 0 ? "" : NULL;
}

bool screen_mouse(bool is_on) {
  // A click counts when the button goes down: waiting for a second one would hold back every first.
  mouseinterval(0);
  mmask_t wanted = BUTTON1_PRESSED | BUTTON4_PRESSED;
#if NCURSES_MOUSE_VERSION > 1
  wanted |= BUTTON5_PRESSED;
#endif
  // Armed before the mouse is on and until it is off. Curses knows whether there is one only after the first mask.
  if (is_on) {
    listens_to_mouse = true;
    arm();
  }
  mousemask(is_on ? wanted : 0, NULL);
  listens_to_mouse = is_on && has_mouse();
  arm();
  return has_mouse();
}

void screen_mouse_place(int *x, int *y) {
  *x = mouse_x;
  *y = mouse_y;
}

static uint32_t mouse(void) {
  MEVENT event;
  if (getmouse(&event) != OK) return SCREEN_UNKNOWN;
  mouse_x = event.x;
  mouse_y = event.y;
  if (event.bstate & BUTTON1_PRESSED) return SCREEN_CLICK;
  if (event.bstate & BUTTON4_PRESSED) return SCREEN_WHEEL_UP;
#if NCURSES_MOUSE_VERSION > 1
  if (event.bstate & BUTTON5_PRESSED) return SCREEN_WHEEL_DOWN;
#endif
  return SCREEN_UNKNOWN;
}

void screen_close(void) {
  if (screen == NULL) return;
  if (listens_to_mouse) screen_mouse(false);
  if (brackets_pastes) screen_send(paste_off, sizeof paste_off - 1);
  if (!isendwin()) endwin();
  rescue_disarm();
  screen = NULL;
}

void screen_size(int *width, int *height) {
  struct winsize size;
  // A change whose signal has not come in yet; without a size from the terminal curses' own stands.
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0) {
    if (size.ws_row != LINES || size.ws_col != COLS) resizeterm(size.ws_row, size.ws_col);
  }
  *width = COLS;
  *height = LINES;
}

void screen_clear_row(int y) {
  wmove(stdscr, y, 0);
  wattr_set(stdscr, A_NORMAL, 0, NULL);
  wclrtoeol(stdscr);
}

void screen_put(int y, int x, const uint32_t *text, int count, unsigned attributes, int colour) {
  attr_t look = A_NORMAL;
  if (attributes & SCREEN_BOLD) look |= A_BOLD;
  if (attributes & SCREEN_DIM) look |= A_DIM;
  if (attributes & SCREEN_REVERSED) look |= A_REVERSE;
  if (attributes & SCREEN_UNDERLINED) look |= A_UNDERLINE;
  wattr_set(stdscr, look, (short)(uses_colour ? colour : 0), NULL);
  wmove(stdscr, y, x);
  waddnwstr(stdscr, (const wchar_t *)text, count);
}

void screen_flush(int y, int x) {
  wmove(stdscr, y, x);
  wnoutrefresh(stdscr);
  doupdate();
}

void screen_forget(void) { clearok(curscr, TRUE); }

static uint32_t special(wint_t key) {
  switch (key) {
    case KEY_UP: case KEY_SR: return SCREEN_UP;
    case KEY_DOWN: case KEY_SF: return SCREEN_DOWN;
    case KEY_LEFT: case KEY_SLEFT: return SCREEN_LEFT;
    case KEY_RIGHT: case KEY_SRIGHT: return SCREEN_RIGHT;
    case OWN_WORD_LEFT: return SCREEN_WORD_LEFT;
    case OWN_WORD_RIGHT: return SCREEN_WORD_RIGHT;
    case KEY_HOME: case KEY_FIND: case KEY_A1: return SCREEN_HOME;
    case KEY_END: case KEY_SELECT: case KEY_C1: case KEY_LL: return SCREEN_END;
    case KEY_PPAGE: case KEY_A3: return SCREEN_PAGE_UP;
    case KEY_NPAGE: case KEY_C3: return SCREEN_PAGE_DOWN;
    case KEY_IC: return SCREEN_INSERT;
    case KEY_DC: return SCREEN_DELETE;
    case KEY_BACKSPACE: return SCREEN_BACKSPACE;
    case KEY_ENTER: return SCREEN_ENTER;
    case KEY_BTAB: return SCREEN_BACKTAB;
    case OWN_PASTE_BEGIN: return SCREEN_PASTE_BEGIN;
    case OWN_PASTE_END: return SCREEN_PASTE_END;
    case KEY_RESIZE: return SCREEN_RESIZED;
    case KEY_MOUSE: return mouse();
    default: break;
  }
  if (key > KEY_F0 && key <= KEY_F(63)) return SCREEN_FUNCTION + (uint32_t)(key - KEY_F0);
  return SCREEN_UNKNOWN;
}

int screen_key(uint32_t *value) {
  wint_t key = 0;
  switch (wget_wch(keyboard, &key)) {
    case OK:
      *value = (uint32_t)key;
      return SCREEN_CHARACTER;
    case KEY_CODE_YES:
      *value = special(key);
      return SCREEN_SPECIAL;
    default:
      return SCREEN_NO_KEY;
  }
}

void screen_leave(void) {
  if (listens_to_mouse) mousemask(0, NULL);
  if (brackets_pastes) screen_send(paste_off, sizeof paste_off - 1);
  def_prog_mode();
  endwin();
  rescue_disarm();
}

void screen_return(void) {
  arm();
  reset_prog_mode();
  set_modes();
  // Otherwise only the next read would do it, and an arrow pressed before that would come as Esc and letters.
  keypad(keyboard, TRUE);
  clearok(curscr, TRUE);
  doupdate();
  if (brackets_pastes) screen_send(paste_on, sizeof paste_on - 1);
  if (listens_to_mouse) screen_mouse(true);
}

void screen_suspend(void) {
  screen_leave();
  struct sigaction standard, before;
  memset(&standard, 0, sizeof standard);
  standard.sa_handler = SIG_DFL;
  sigemptyset(&standard.sa_mask);
  sigaction(SIGTSTP, &standard, &before);
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &before, NULL);
  screen_return();
}
