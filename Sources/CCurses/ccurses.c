#include "ccurses.h"
int assay_ccurses_version(void) { return 1; }
