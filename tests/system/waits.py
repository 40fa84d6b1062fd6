"""Waits for other threads, of which there are none, and signals that a script sends itself."""

from tests.system.row import code

FOR_EVER = '''
import concurrent.futures as futures, queue, threading

def locked(lock):
    lock.acquire()
    lock.acquire()

def condition(condition):
    with condition:
        condition.wait()

def full(queue):
    queue.put(1)
    queue.put(2)

for name, wait in {
    'Lock': lambda: locked(threading.Lock()),
    'Event': lambda: threading.Event().wait(),
    'Condition': lambda: condition(threading.Condition()),
    'Semaphore': lambda: threading.Semaphore(0).acquire(),
    'Barrier': lambda: threading.Barrier(2).wait(),
    'Queue': lambda: queue.Queue().get(),
    'full Queue': lambda: full(queue.Queue(1)),
    'Queue.join': lambda: (lambda q: (q.put(1), q.join()))(queue.Queue()),
    'LifoQueue': lambda: queue.LifoQueue().get(),
    'SimpleQueue': lambda: queue.SimpleQueue().get(),
    'Future': lambda: futures.Future().result(),
    'futures.wait': lambda: futures.wait([futures.Future()]),
    'as_completed': lambda: next(futures.as_completed([futures.Future()])),
}.items():
    try:
        print(name, wait())
    except RuntimeError as error:
        assert 'would wait for ever' in str(error), error
print('all of them')
'''
FOR_A_WHILE = '''
import concurrent.futures as futures, queue, threading, time

def outcome(wait):
    start = time.monotonic()
    try:
        result = wait()
    except Exception as error:
        result = type(error).__name__
    return result, 0.05 <= time.monotonic() - start < 5

lock = threading.Lock()
lock.acquire()
condition = threading.Condition()
condition.acquire()
print(outcome(lambda: lock.acquire(timeout=0.05)))
print(outcome(lambda: condition.wait(0.05)))
print(outcome(lambda: threading.Event().wait(0.05)))
print(outcome(lambda: threading.Semaphore(0).acquire(timeout=0.05)))
print(outcome(lambda: threading.Barrier(2).wait(0.05)))
print(outcome(lambda: queue.Queue().get(timeout=0.05)))
print(outcome(lambda: queue.SimpleQueue().get(timeout=0.05)))
print(outcome(lambda: futures.Future().result(0.05)))
'''
ENDS = '''
import queue

try:
    print('before', end=' ')
    queue.Queue().get()
finally:
    print('finally')
'''
HANDLED = '''
import signal
signal.signal(signal.SIGTERM, lambda number, frame: print('handled', number))
signal.raise_signal(signal.SIGTERM)
for ignored in signal.SIGCHLD, signal.SIGCONT:
    signal.raise_signal(ignored)
signal.signal(signal.SIGUSR1, signal.SIG_IGN)
signal.raise_signal(signal.SIGUSR1)
for stops in signal.SIGSTOP, signal.SIGTSTP, -1, 99:
    try:
        signal.raise_signal(stops)
    except (OSError, ValueError) as error:
        print(type(error).__name__, error)
'''


def sent(name: str, status: int):
    """A row of a signal that a script sends itself and does not handle."""
    text = f'import signal; print("before", end=""); signal.raise_signal(signal.{name}); print("after")'
    return code(f'{name}, not handled', text, 'before', status=status)


ROWS = [
    code('waits that nobody can end', FOR_EVER, 'all of them\n'),
    code('a wait that nobody can end, with its traceback', ENDS, 'before finally\n', status=1, error=('File "<string>", line 6', 'queue.Queue().get()', 'RuntimeError: the program would wait for ever')),
    code('a lock of C code that nobody can release', 'import threading; r = threading.RLock(); r._acquire_restore((1, 0)); r._acquire_restore((1, 0))', '', status=134, error=('Fatal Python error', 'that no other thread can release', 'File "<string>", line 1')),
    code('waits with a limit', FOR_A_WHILE, '(False, True)\n' * 4 + "('BrokenBarrierError', True)\n('Empty', True)\n('Empty', True)\n('TimeoutError', True)\n"),
    code('signals that a script sends itself', HANDLED, 'handled 15\nOSError [Errno 58] Not supported\nOSError [Errno 58] Not supported\nOSError [Errno 28] Invalid argument\nOSError [Errno 28] Invalid argument\n'),
    sent('SIGTERM', 143),
    sent('SIGKILL', 137),
    sent('SIGSEGV', 139),
    sent('SIGABRT', 134),
    code('os.abort writes out what was printed', 'import os; print("before", end=""); os.abort()', 'before', status=134, error=('error: the program crashed: ',)),
    code('faulthandler', 'import faulthandler; faulthandler.enable(); print("before", end=""); faulthandler._sigsegv()', 'before', status=139, error=('Fatal Python error: Segmentation fault', 'File "<string>", line 1')),
]  # fmt: skip
