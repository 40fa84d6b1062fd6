"""CPython's own regression tests inside python.wasm."""
