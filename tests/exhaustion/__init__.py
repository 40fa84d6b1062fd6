"""Each allocation of a call refused in turn: `python3 -m tests.exhaustion`."""
