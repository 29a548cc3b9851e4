// What Assay needs of ncursesw, as plain functions: Swift imports neither its macros nor its globals.
//
// One terminal, used from the main thread only. Text is an array of Unicode scalars and never a format string.

#ifndef ASSAY_CCURSES_H
#define ASSAY_CCURSES_H

#include <stdbool.h>
#include <stdint.h>

// Attributes of screen_put; they may be added.
enum { SCREEN_BOLD = 1, SCREEN_DIM = 2, SCREEN_REVERSED = 4, SCREEN_UNDERLINED = 8 };

// Colours of screen_put: names every terminal has, on its own background.
enum { SCREEN_STANDARD = 0, SCREEN_RED, SCREEN_GREEN, SCREEN_YELLOW, SCREEN_MAGENTA, SCREEN_CYAN };

// What screen_key found.
enum { SCREEN_NO_KEY = 0, SCREEN_CHARACTER, SCREEN_SPECIAL };

// Special keys. F1 is SCREEN_FUNCTION + 1.
enum {
  SCREEN_UP = 1, SCREEN_DOWN, SCREEN_LEFT, SCREEN_RIGHT, SCREEN_WORD_LEFT, SCREEN_WORD_RIGHT, SCREEN_HOME, SCREEN_END,
  SCREEN_PAGE_UP, SCREEN_PAGE_DOWN, SCREEN_INSERT, SCREEN_DELETE, SCREEN_BACKSPACE, SCREEN_ENTER, SCREEN_BACKTAB,
  SCREEN_PASTE_BEGIN, SCREEN_PASTE_END, SCREEN_RESIZED, SCREEN_CLICK, SCREEN_WHEEL_UP, SCREEN_WHEEL_DOWN,
  SCREEN_UNKNOWN, SCREEN_FUNCTION = 100
};

// What screen_wait saw; they may be added.
enum { SCREEN_INPUT = 1, SCREEN_BELL = 2, SCREEN_GONE = 4, SCREEN_INTERRUPTED = 8 };

// Letters that signals put into the bell.
enum { SCREEN_BELL_MAIL = 'm', SCREEN_BELL_LEAVE = 'l', SCREEN_BELL_SUSPEND = 'z', SCREEN_BELL_CONTINUED = 'c',
  SCREEN_BELL_RESIZED = 'w'
};

// Takes the locale of the environment; whether its encoding is UTF-8.
bool screen_locale_is_utf8(void);
// Whether standard input and output are both a terminal.
bool screen_is_interactive(void);

// Opens the terminal of that name; false when its description is unknown.
bool screen_open(const char *name, bool has_colour);
bool screen_has_colour(void);
// Gives the terminal back as it was.
void screen_close(void);
void screen_size(int *width, int *height);

void screen_clear_row(int y);
void screen_put(int y, int x, const uint32_t *text, int count, unsigned attributes, int colour);
// Sends what has changed in one go, and puts the visible cursor at the place.
void screen_flush(int y, int x);
// The next flush draws everything anew.
void screen_forget(void);

// Takes one key without waiting.
int screen_key(uint32_t *value);
// Whether the terminal tells of clicks and the wheel from now on; false when it cannot. It never does by itself.
bool screen_mouse(bool is_on);
// Where the mouse was when screen_key found SCREEN_CLICK.
void screen_mouse_place(int *x, int *y);
// Waits for input or the bell; a negative time has no end.
int screen_wait(int milliseconds);

// The bell: a pipe that other threads and signal handlers write to. Its descriptor for writing, or -1.
int screen_bell_open(void);
void screen_bell_ring(int descriptor, char letter);
// Takes up to `limit` letters out of the bell; how many.
int screen_bell_take(char *letters, int limit);
// Waits for the bell alone, without a terminal, and empties it.
void screen_bell_wait(void);
// The signal that asked the process to end, or 0.
int screen_asked_to_end(void);

// Gives the terminal to someone else for a while and takes it back.
void screen_leave(void);
void screen_return(void);
// Leaves, stops the process group as ^Z would, and returns when it is continued.
void screen_suspend(void);
// Runs a program with the terminal, without a shell and in this process group; its exit status, 128 + its signal,
// or -1 when it could not be started. To be called between screen_leave and screen_return.
int screen_run(const char *const *arguments);
// What the terminal's description says: a string's value, an empty string for a flag that is set, NULL for anything else.
const char *screen_capability(const char *name);
// Writes bytes to the terminal past curses.
void screen_send(const char *bytes, int count);

#endif
