"""The whole system on WASI: the host, the library inside, the runner and its sandbox."""
