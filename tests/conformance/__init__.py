"""Upstream's own test suites, run unmodified against our build: `python3 -m tests.conformance`."""
