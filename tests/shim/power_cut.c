/* A disk that forgets what was not synced. Preloaded into a writer, it keeps each file's content and each directory's
 * names as they were at the last fsync or fdatasync, in $POWER_CUT_SHADOW, by inode and birth time (an inode number may be
 * used again). tests/crash builds from that what a power cut would leave. sync_file_range keeps nothing: it flushes
 * neither metadata nor the drive's cache. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

static int identify(int dir, const char *name, struct statx *found, char *id, size_t length) {
    int flags = AT_SYMLINK_NOFOLLOW | (*name ? 0 : AT_EMPTY_PATH);
    if (statx(dir, name, flags, STATX_BASIC_STATS | STATX_BTIME, found) != 0) return -1;
    snprintf(id, length, "%llu-%lld-%u", (unsigned long long)found->stx_ino, (long long)found->stx_btime.tv_sec,
             found->stx_btime.tv_nsec);
    return 0;
}

static void keep_content(int fd, int out) {
    char path[64], buffer[1 << 16];
    /* Opened anew: our own offset, and readable even where the writer's handle is not. */
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    int in = open(path, O_RDONLY | O_CLOEXEC);
    if (in < 0) abort();
    ssize_t got;
    while ((got = copy_file_range(in, NULL, out, NULL, 1 << 24, 0)) > 0) {}
    if (got < 0)
        while ((got = read(in, buffer, sizeof buffer)) > 0)
            if (write(out, buffer, got) != got) abort();
    close(in);
}

static void keep_names(int fd, int out) {
    char path[64], id[96], line[512];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    DIR *list = opendir(path);
    if (!list) abort();
    struct dirent *entry;
    while ((entry = readdir(list))) {
        struct statx found;
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
        if (identify(dirfd(list), entry->d_name, &found, id, sizeof id) != 0) continue;
        int length = snprintf(line, sizeof line, "%c %s %s\n", S_ISDIR(found.stx_mode) ? 'd' : 'f', id, entry->d_name);
        if (write(out, line, length) != length) abort();
    }
    closedir(list);
}

static int keep(int fd) {
    const char *shadow = getenv("POWER_CUT_SHADOW");
    struct statx found;
    char id[96], target[4096], temporary[4096];
    if (!shadow) return 0;
    if (identify(fd, "", &found, id, sizeof id) != 0) return -1;
    pthread_mutex_lock(&one_at_a_time);
    snprintf(temporary, sizeof temporary, "%s/new", shadow);
    snprintf(target, sizeof target, "%s/%s", shadow, id);
    int out = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (out < 0) abort();
    if (S_ISDIR(found.stx_mode)) keep_names(fd, out);
    else keep_content(fd, out);
    close(out);
    /* Whole or not at all, should the writer be killed here. */
    if (rename(temporary, target) != 0) abort();
    pthread_mutex_unlock(&one_at_a_time);
    return 0;
}

int fsync(int fd) { return keep(fd); }
int fdatasync(int fd) { return keep(fd); }
int sync_file_range(int fd, off64_t offset, off64_t length, unsigned flags) {
    (void)fd, (void)offset, (void)length, (void)flags;
    return 0;
}
