// What Assay asks of the C library's allocator beside memory: Swift does not see these calls.

#ifndef ASSAY_CALLOCATOR_H
#define ASSAY_CALLOCATOR_H

// Lets all threads together have at most this many heaps. Does nothing where the C library is not glibc.
void allocator_limit_heaps(int count);

#endif
