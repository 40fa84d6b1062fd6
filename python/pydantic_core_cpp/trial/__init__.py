"""Trying ours before it is switched on: `check` compares what a package's models give, `bench` how long they take.

Both start the same Python twice: `real` is a process with the real pydantic-core, `ours` is one with ours. Everything
that imports the user's code happens in these processes (`observe.py`, `timed.py`), never in the command's own.
"""
