"""`python -m pydantic_wasm`: the command `python-wasm`."""

import sys

from pydantic_wasm import main

sys.exit(main())
