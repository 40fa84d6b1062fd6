// host/embedded/archive_data.c: lays the archive that tools/wasm_archive.py wrote into a data segment. C,
// because #embed is not in C++20; not an assembler's .incbin, because zig would not notice that the
// archive has changed.

#include <stdalign.h>

const alignas(16) unsigned char host_archive[] = {
#embed HOST_ARCHIVE
};
