"""The project's own tooling: set-up, build and test. Standard library only, Python 3.9 or newer."""
