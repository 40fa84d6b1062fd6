"""A package index on the loopback interface, which can be told to lie, to break off and to be slow."""

from __future__ import annotations

import http.server
import threading
import time


class Index:
    """Serves `files` (name to bytes) as the files of every project; counts what it handed out."""

    def __init__(self, files: dict, cut: bool = False, stall: float = 0):
        self.files, self.cut, self.stall = files, cut, stall
        self.served = []
        self.asked = threading.Event()  # set when a file's bytes have begun to flow
        index = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                name = self.path.rstrip('/').rsplit('/', 1)[-1]
                if name in index.files:
                    index.send_file(self, name)
                else:
                    links = ''.join(f'<a href="/files/{file}">{file}</a>' for file in index.files)
                    index.send(self, f'<html><body>{links}</body></html>'.encode(), 'text/html')

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.server.daemon_threads = True
        self.url = f'http://127.0.0.1:{self.server.server_address[1]}/simple'

    def send(self, handler, body: bytes, kind: str) -> None:
        handler.send_response(200)
        handler.send_header('Content-Type', kind)
        handler.send_header('Content-Length', str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def send_file(self, handler, name: str) -> None:
        body = self.files[name]
        handler.send_response(200)
        handler.send_header('Content-Type', 'application/octet-stream')
        handler.send_header('Content-Length', str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[: len(body) // 2])
        handler.wfile.flush()
        self.asked.set()
        if self.cut:
            return
        time.sleep(self.stall)
        handler.wfile.write(body[len(body) // 2 :])
        self.served.append(name)

    def __enter__(self) -> 'Index':
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
