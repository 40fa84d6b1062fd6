"""Tests of the once cell. `python3 -m tests.oncecell` runs them, and the demo's, under both native Pythons."""
