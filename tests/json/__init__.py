"""The JSON reader against the published wheel: see compare.py."""
