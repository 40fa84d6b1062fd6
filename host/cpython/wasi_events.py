"""asyncio's event loop where there are no sockets: tasks, timers and queues, and files that can be polled.

CPython's own loop is woken through a pair of sockets, which WASI cannot make. Nothing runs in parallel to this loop, so
nothing has to wake it: it sleeps until the next timer. In the archive this is `asyncio.wasi_events`, a neighbour of
`asyncio.unix_events`, and `asyncio` takes its default policy from here.
"""

import selectors
import time
from asyncio import unix_events


class _Selector(selectors.DefaultSelector):
    """Waits for files if there are any, else sleeps for the timeout."""

    def select(self, timeout=None):
        if self.get_map():
            return super().select(timeout)
        if timeout is None:
            raise RuntimeError('the event loop would wait for ever: no task can run, and no timer is set')
        if timeout > 0:
            time.sleep(timeout)
        return []


class SelectorEventLoop(unix_events.SelectorEventLoop):
    def __init__(self, selector=None):
        super().__init__(selector or _Selector())

    def _make_self_pipe(self):
        pass

    def _close_self_pipe(self):
        pass

    def _write_to_self(self):
        pass

    async def shutdown_default_executor(self, timeout=None):
        """CPython's own waits in a thread; no executor has a thread here."""
        if self._default_executor is not None:
            self._default_executor.shutdown(wait=False)


EventLoop = SelectorEventLoop


class DefaultEventLoopPolicy(unix_events.DefaultEventLoopPolicy):
    _loop_factory = SelectorEventLoop
