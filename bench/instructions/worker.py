"""`worker.py WORKLOAD…`: each of their calls once under callgrind, after some calls that it does not count."""

import gc
import sys

import counter
from workloads import WORKLOADS
from workloads.workload import Settings

calls = [(f'{name}.{call}', made.run) for name in sys.argv[1:] for call, made in WORKLOADS[name](Settings()).items()]
gc.disable()
for name, call in calls:
    for _ in range(3):
        call()
    counter.count(call, name)
