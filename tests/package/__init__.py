"""Tests of the package `pydantic_core_cpp` beside the real pydantic-core; `python3 -m tests.package` runs them."""
