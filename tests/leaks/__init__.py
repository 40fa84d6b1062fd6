"""Validating and serializing over and over must not take more memory: `python3 -m tests.leaks`."""
