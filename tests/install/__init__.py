"""Tests of `pip install .`, offline, into a fresh environment; `python3 -m tests.install` runs them."""
