"""Tests of the package pydantic-wasm; `python3 -m tests.wasm_package` runs them."""
