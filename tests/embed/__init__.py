"""Programs that use dist/python.wasm from elsewhere: examples/embed."""
