"""The rules of the house that a machine can check; `python3 -m tests.lint` runs them over the checkout."""
