/* Records what a process does to the files of one folder: writes, truncations, syncs, names that come and go. Preloaded before
   the C library (LD_PRELOAD), built by the test that uses it. BARBACK_RECORD_FOLDER names the folder, BARBACK_RECORD_LOG the
   file that the records are appended to, each in one write: several processes may record into one. What changes is recorded
   before it is done, what makes it last (the end of a sync) after. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST 1024

struct record { uint64_t file, offset; uint32_t length; char kind; char pad[3]; };

static char folder[PATH_MAX];
static size_t folder_length;
static int log_fd = -1;
static ino_t files[MOST]; /* by descriptor; 0: none of ours */

#define REAL(name) static __typeof__(name) *real; if (!real) real = dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void begin(void) {
    const char *named = getenv("BARBACK_RECORD_FOLDER"), *log = getenv("BARBACK_RECORD_LOG");
    if (!named || !log || !realpath(named, folder)) return;
    folder_length = strlen(folder);
    log_fd = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

static void put(char kind, uint64_t file, uint64_t offset, const void *data, uint32_t length) {
    if (log_fd < 0) return;
    struct record record = {file, offset, length, kind, {0}};
    struct iovec parts[2] = {{&record, sizeof record}, {(void *)data, length}};
    int kept = errno;
    if (syscall(SYS_writev, log_fd, parts, length ? 2 : 1) != (long)(sizeof record + length)) abort();
    errno = kept;
}

/* The name inside the folder, or nothing. */
static const char *ours(const char *path, char *room) {
    if (log_fd < 0 || !path) return NULL;
    if (path[0] != '/') {
        if (!getcwd(room, PATH_MAX)) return NULL;
        size_t length = strlen(room);
        if (length + strlen(path) + 2 > PATH_MAX) return NULL;
        room[length] = '/';
        strcpy(room + length + 1, path);
        path = room;
    }
    if (strncmp(path, folder, folder_length) != 0) return NULL;
    if (path[folder_length] == 0) return ".";
    return path[folder_length] == '/' ? path + folder_length + 1 : NULL;
}

static void opened(int fd, const char *path, int was_there) {
    char room[PATH_MAX];
    const char *name = ours(path, room);
    struct stat found;
    if (fd < 0 || fd >= MOST) return;
    files[fd] = 0;
    if (!name || fstat(fd, &found) != 0) return;
    files[fd] = found.st_ino;
    if (!was_there) put('C', found.st_ino, 0, name, (uint32_t)strlen(name));
}

static int is_there(const char *path) {
    struct stat found;
    int kept = errno, there = stat(path, &found) == 0;
    errno = kept;
    return there;
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name); \
        va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
        int there = !(flags & O_CREAT) || is_there(path); \
        int fd = real(path, flags, mode); \
        opened(fd, path, there); \
        return fd; \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
    int name(int at, const char *path, int flags, ...) { \
        REAL(name); \
        va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
        int there = !(flags & O_CREAT) || is_there(path); \
        int fd = real(at, path, flags, mode); \
        if (at == AT_FDCWD || path[0] == '/') opened(fd, path, there); \
        return fd; \
    }
OPENAT(openat)
OPENAT(openat64)

static ino_t file_of(int fd) { return fd >= 0 && fd < MOST ? files[fd] : 0; }

int close(int fd) {
    REAL(close);
    if (fd >= 0 && fd < MOST) files[fd] = 0;
    return real(fd);
}

ssize_t write(int fd, const void *data, size_t length) {
    REAL(write);
    ino_t file = file_of(fd);
    if (file) {
        int appends = fcntl(fd, F_GETFL) & O_APPEND;
        struct stat found;
        off_t offset = appends && fstat(fd, &found) == 0 ? found.st_size : lseek(fd, 0, SEEK_CUR);
        put('W', file, (uint64_t)offset, data, (uint32_t)length);
    }
    return real(fd, data, length);
}

#define PWRITE(name, offset_type) \
    ssize_t name(int fd, const void *data, size_t length, offset_type offset) { \
        REAL(name); \
        ino_t file = file_of(fd); \
        if (file) put('W', file, (uint64_t)offset, data, (uint32_t)length); \
        return real(fd, data, length, offset); \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define TRUNCATE(name, offset_type) \
    int name(int fd, offset_type length) { \
        REAL(name); \
        ino_t file = file_of(fd); \
        if (file) put('T', file, (uint64_t)length, NULL, 0); \
        return real(fd, length); \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name) \
    int name(int fd) { \
        REAL(name); \
        ino_t file = file_of(fd); \
        if (file) put('S', file, 0, NULL, 0); \
        int done = real(fd); \
        if (file && done == 0) put('E', file, 0, NULL, 0); \
        return done; \
    }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
    REAL(unlink);
    char room[PATH_MAX];
    const char *name = ours(path, room);
    if (name && is_there(path)) put('U', 0, 0, name, (uint32_t)strlen(name));
    return real(path);
}
