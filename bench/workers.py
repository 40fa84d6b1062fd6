"""The processes that offer benchmarks, and the pipes to them (worker/lockstep.py has the messages)."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path

from tests.sides import Side
from tools.say import Failure

WORKER = Path(__file__).resolve().parent / 'worker'


class Gone(Failure):
    """A worker ended before its time."""

    def __init__(self, worker: Worker) -> None:
        super().__init__(f'the benchmark on the side "{worker.side.name}" {worker.end()}')
        self.worker = worker


class Worker:
    """A process of one side. `done` names the cases that it need not offer."""

    def __init__(self, side: Side, command: list[str], done: list[str], env: dict[str, str], cwd=None) -> None:
        self.side = side
        to_worker, from_worker = os.pipe(), os.pipe()
        pipes = f'{to_worker[0]},{from_worker[1]}'
        self._log = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            [side.python, *command],
            env={**env, 'BENCH_PIPES': pipes, 'BENCH_DONE': json.dumps(done)},
            cwd=cwd,
            pass_fds=(to_worker[0], from_worker[1]),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
        )
        os.close(to_worker[0])
        os.close(from_worker[1])
        self._out, self._in = os.fdopen(to_worker[1], 'w'), os.fdopen(from_worker[0])

    def receive(self) -> list:
        line = self._in.readline()
        if not line:
            raise Gone(self)
        return json.loads(line)

    def send(self, *message) -> None:
        try:
            self._out.write(json.dumps(message) + '\n')
            self._out.flush()
        except BrokenPipeError:
            raise Gone(self) from None

    def run(self, variant: str, n: int, collector: bool) -> int:
        """Nanoseconds for `n` calls."""
        self.send('run', variant, n, collector)
        return self.receive()[1]

    def answer(self) -> str:
        """The whole answer of the case that it offers."""
        self.send('answer')
        return self.receive()[1]

    def end(self) -> str:
        """How the process ended: its status, and the last line it wrote."""
        status = self._process.wait()
        self._log.seek(0)
        lines = self._log.read().decode(errors='replace').split('\n')
        return f'ended with status {status}: {next((line for line in reversed(lines) if line.strip()), "no output")}'

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        for stream in self._out, self._in, self._log:
            try:
                stream.close()
            except BrokenPipeError:
                pass
