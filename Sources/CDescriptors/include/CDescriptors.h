// Pairs of descriptors that no program this one starts inherits: Swift does not see the calls that make them so at once.

#ifndef ASSAY_CDESCRIPTORS_H
#define ASSAY_CDESCRIPTORS_H

#include <stdbool.h>

// A pipe: ends[0] is read, ends[1] is written. On Linux it is closed on exec from the moment there is one, so that a
// program another thread starts then does not get it either, which would keep the pipe from ever ending. macOS has no
// such call: there a program started between the two calls inherits both ends.
bool private_pipe(int ends[2]);

// Two stream sockets, each read and written; writing to one whose other end is closed can be an error instead of a
// signal. The same holds of inheritance.
bool private_sockets(int ends[2]);

#endif
