"""Nothing that Python code calls inside python.wasm ends the program: `python3 -m tests.crashes`."""
