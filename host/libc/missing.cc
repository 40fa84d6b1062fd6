// host/libc/missing.cc: the few C functions that CPython calls and zig's libc for WASI lacks or
// gets wrong.
//
// Name look-ups fail, as the sandbox has no network. The script sees Python's usual exception.

#include <netdb.h>

extern "C" {

// The libc's own pthread_key_delete walks a list of threads that is empty here, and never returns.
// CPython is compiled to call this function instead. With one thread, which ends with the process,
// there is nothing to delete.
int pydantic_core_cpp_pthread_key_delete(unsigned) { return 0; }

int* __h_errno_location() {
  static int value = HOST_NOT_FOUND;
  return &value;
}

const char* hstrerror(int) { return "name lookup is not available on WASI"; }
hostent* gethostbyname(const char*) { return nullptr; }
hostent* gethostbyaddr(const void*, socklen_t, int) { return nullptr; }
servent* getservbyname(const char*, const char*) { return nullptr; }
servent* getservbyport(int, const char*) { return nullptr; }
protoent* getprotobyname(const char*) { return nullptr; }

}  // extern "C"
