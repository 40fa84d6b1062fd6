"""math and cmath inside python.wasm, held against the native CPython: `python3 -m tests.mathematics`."""
