/* Moves the clock on the wall, and only that one, by BARBACK_CLOCK_SECONDS. Preloaded before the C library (LD_PRELOAD). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

int clock_gettime(clockid_t clock, struct timespec *now) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int done = real(clock, now);
    const char *moved = getenv("BARBACK_CLOCK_SECONDS");
    if (done == 0 && clock == CLOCK_REALTIME && moved) now->tv_sec += atoll(moved);
    return done;
}
