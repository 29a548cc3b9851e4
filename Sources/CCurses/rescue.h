// Giving the terminal back when the process dies.

#ifndef ASSAY_RESCUE_H
#define ASSAY_RESCUE_H

// Saves the modes of the terminal; before curses changes them.
void rescue_prepare(void);
// From here on a fatal signal writes `bytes` and restores the modes before the process dies.
void rescue_arm(const char *bytes, int count);
void rescue_disarm(void);
// The descriptor that asking signals ring.
void rescue_set_bell(int descriptor);

#endif
