"""`worker.py WORKLOAD…`: each of their calls once under callgrind, after some calls that it does not count."""

import sys

from counting_line import CountingLine
from workloads import WORKLOADS
from workloads.workload import Settings

line = CountingLine()
for name in sys.argv[1:]:
    for call, made in WORKLOADS[name](Settings()).items():
        line.offer(f'{name}.{call}', {'': made.run})
