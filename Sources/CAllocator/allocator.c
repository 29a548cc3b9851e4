#include "CAllocator.h"

#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>

void allocator_limit_heaps(int count) { mallopt(M_ARENA_MAX, count); }
#else
void allocator_limit_heaps(int count) { (void)count; }
#endif
