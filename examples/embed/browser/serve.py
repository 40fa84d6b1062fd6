"""Serves the page on this machine: `python3 serve.py [PORT]`. Builds python.wasm and gets the shim first, if need be."""

from __future__ import annotations

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent.parent


class Handler(SimpleHTTPRequestHandler):
    """Puts together what a site of yours has in one folder."""

    extensions_map = {'.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm', '': 'text/plain'}

    def __init__(self, *arguments, shim: Path) -> None:
        self.folders = [HERE, HERE.parent, ROOT / 'dist']
        self.shim = shim
        super().__init__(*arguments)

    def translate_path(self, path: str) -> str:
        name = path.partition('?')[0].strip('/') or 'index.html'
        first, _, rest = name.partition('/')
        if first == 'browser_wasi_shim' and '/' not in rest:
            return str(self.shim / rest)
        found = (folder / name for folder in self.folders if '/' not in name and (folder / name).is_file())
        return str(next(found, HERE / 'none'))

    def log_message(self, *_) -> None:
        pass


def server(port: int = 0) -> ThreadingHTTPServer:
    """Bound to a port of this machine; 0 takes a free one."""
    sys.path.insert(0, str(ROOT))
    from tools import components, wasm_build

    wasm_build.built()
    return ThreadingHTTPServer(('127.0.0.1', port), partial(Handler, shim=components.browser_wasi_shim()))


if __name__ == '__main__':
    with server(int(sys.argv[1]) if len(sys.argv) > 1 else 8000) as served:
        print(f'http://{served.server_address[0]}:{served.server_address[1]}/')
        served.serve_forever()
