"""`python3 -I -S peak.py COMMAND…`: runs the command, and says as the last line of its error output how large it has been.

That is the peak of its resident size, as the system keeps it: a process that is started takes over the peak of the one that
started it (Linux' `ru_maxrss`), which for a large one says nothing of the command. So this one is small, starts nothing
else, and is given -I and -S, which leave out what it does not need. The exit status is the command's (128 and the signal's
number for one that a signal ended).
"""

import os
import sys


def main() -> int:
    child = os.fork()
    if child == 0:
        try:
            os.execvp(sys.argv[1], sys.argv[1:])
        except OSError as error:
            print(error, file=sys.stderr, flush=True)
        os._exit(127)
    _, status, usage = os.wait4(child, 0)
    print(f'peak: {usage.ru_maxrss} kB', file=sys.stderr, flush=True)
    return 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


sys.exit(main())
