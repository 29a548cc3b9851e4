#ifndef ASSAY_CCURSES_H
#define ASSAY_CCURSES_H
int assay_ccurses_version(void);
#endif
