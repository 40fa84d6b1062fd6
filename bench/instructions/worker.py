"""`worker.py WORKLOAD`: each of its calls once under callgrind, after some calls that it does not count."""

import sys

from counting_line import CountingLine
from workloads import WORKLOADS
from workloads.workload import Settings

line = CountingLine()
name = sys.argv[1]
for call, made in WORKLOADS[name](Settings()).items():
    line.offer(f'{name}.{call}', {'': made.run})
