"""A page in a Chromium that is started for it, spoken to over a pipe in the DevTools protocol."""

from __future__ import annotations

import fcntl
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading

from tools.browser import Chromium
from tools.say import Failure

# As 3 and 4 the browser has its ends of the pipes.
START = 'import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execv(sys.argv[3], sys.argv[3:])'
OPTIONS = (
    '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking '
    '--disable-component-update --disable-sync --remote-debugging-pipe'
).split()
ABOVE = 10


class Page:
    """After `seconds` the browser is ended, and what waits for it fails."""

    def __init__(self, chromium: Chromium, url: str, seconds: float) -> None:
        self._folder = tempfile.mkdtemp()
        (commands, self._out), (self._in, answers) = os.pipe(), os.pipe()
        theirs = [fcntl.fcntl(fd, fcntl.F_DUPFD, ABOVE) for fd in (commands, answers)]
        command = [sys.executable, '-c', START, *map(str, theirs), chromium.program, *OPTIONS, f'--user-data-dir={self._folder}']
        quiet = subprocess.DEVNULL
        environment = {**os.environ, **chromium.environment}
        self._process = subprocess.Popen(command, env=environment, pass_fds=theirs, stdin=quiet, stdout=quiet, stderr=quiet)
        self._watch = threading.Timer(seconds, self._process.kill)
        self._watch.daemon = True
        self._watch.start()
        for fd in (commands, answers, *theirs):
            os.close(fd)
        self._numbers = itertools.count(1)
        self._rest = b''
        self._session: dict = {}
        try:
            self._open(url)
        except RuntimeError as error:
            self.__exit__()
            raise Failure(f'{chromium.program} opens no page here: {error}') from error

    def _open(self, url: str) -> None:
        target = self._call('Target.createTarget', url='about:blank')['targetId']
        self._session = {'sessionId': self._call('Target.attachToTarget', targetId=target, flatten=True)['sessionId']}
        self._call('Page.enable')
        self._call('Page.navigate', url=url)
        while self._receive().get('method') != 'Page.loadEventFired':
            pass

    def __enter__(self) -> Page:
        return self

    def __exit__(self, *_) -> None:
        self._watch.cancel()
        self._process.kill()
        self._process.wait()
        os.close(self._out)
        os.close(self._in)
        shutil.rmtree(self._folder, ignore_errors=True)

    def evaluate(self, expression: str):
        """The value of a JavaScript expression in the page, awaited where it is a promise."""
        answer = self._call('Runtime.evaluate', expression=expression, awaitPromise=True, returnByValue=True)
        if 'exceptionDetails' in answer:
            details = answer['exceptionDetails']
            raise RuntimeError(details.get('exception', {}).get('description') or details['text'])
        return answer['result'].get('value')

    def _call(self, method: str, **parameters) -> dict:
        number = next(self._numbers)
        message = json.dumps({'id': number, 'method': method, 'params': parameters, **self._session}).encode() + b'\0'
        try:
            while message:
                message = message[os.write(self._out, message) :]
        except BrokenPipeError:
            raise RuntimeError(f'the browser ended with status {self._process.wait()}') from None
        while True:
            answer = self._receive()
            if answer.get('id') == number:
                if 'error' in answer:
                    raise RuntimeError(f'{method}: {answer["error"]}')
                return answer['result']

    def _receive(self) -> dict:
        while b'\0' not in self._rest:
            more = os.read(self._in, 1 << 16)
            if not more:
                raise RuntimeError(f'the browser ended with status {self._process.wait()}')
            self._rest += more
        message, _, self._rest = self._rest.partition(b'\0')
        return json.loads(message)
