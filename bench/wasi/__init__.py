"""What a run of python.wasm takes."""
