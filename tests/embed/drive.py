"""Runs what it reads in the Python example's sandbox: `drive.py FOLDER_OF_THE_EXAMPLE PYTHON_WASM`; JSON in, JSON out."""

import json
import sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])
from sandbox import Sandbox  # noqa: E402

sandbox = Sandbox(Path(sys.argv[2]))
results = []
for run in json.load(sys.stdin):
    result = sandbox.run(run['script'], stdin=run['stdin'].encode(), timeout=run['timeout'] / 1000)
    results.append({**vars(result), 'stdout': result.stdout.decode(), 'stderr': result.stderr.decode()})
json.dump(results, sys.stdout)
