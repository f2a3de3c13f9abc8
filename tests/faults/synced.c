/* Preloaded into a server: after each fsync or fdatasync of a file, its size at that moment is written to <file>.synced.
   What lies beyond that size is what a power cut would take away. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void remember(int fd, long long size) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - sizeof ".synced");
    if (length <= 0) return;
    strcpy(path + length, ".synced");
    int note = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (note < 0) return;
    if (pwrite(note, &size, sizeof size, 0)) {}
    close(note);
}

static int synced(int fd, const char *name) {
    struct stat found;
    int known = fstat(fd, &found) == 0 && S_ISREG(found.st_mode);
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    int result = real(fd);
    if (known && result == 0) remember(fd, found.st_size);
    return result;
}

int fsync(int fd) { return synced(fd, "fsync"); }
int fdatasync(int fd) { return synced(fd, "fdatasync"); }
