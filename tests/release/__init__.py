"""Tests of `python3 -m tools.release`; `python3 -m tests.release` runs them."""
