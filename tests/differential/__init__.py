"""The same schemas and inputs given to ours and to the published wheel: `python3 -m tests.differential`."""
