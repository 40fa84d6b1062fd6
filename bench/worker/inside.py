"""The workload `orders` inside one process of a WebAssembly runtime: `inside.py SECONDS` prints least nanoseconds as JSON.

Each of the four gets SECONDS, in turns of a round each, so that a runtime that compiles better as it goes has its time.
"""

import json
import sys
import time

from pydantic import BaseModel, TypeAdapter
from workloads import orders

NAMES = ('validate_json', 'validate_python', 'dump_json', 'dump_python')


def least(calls: dict, seconds: float) -> dict:
    best = dict.fromkeys(calls, float('inf'))
    end = time.perf_counter() + seconds * len(calls)
    while time.perf_counter() < end:
        for name, call in calls.items():
            begin = time.perf_counter_ns()
            call()
            best[name] = min(best[name], time.perf_counter_ns() - begin)
    return best


def main(seconds: float) -> None:
    adapter = TypeAdapter(list[orders.models(BaseModel)])
    text, data = orders.text(), orders.data()
    values = adapter.validator.validate_json(text)
    assert adapter.validator.validate_python(data) == values and len(values) == len(data)
    assert adapter.serializer.to_json(values) == text
    calls = {
        'validate_json': lambda: adapter.validator.validate_json(text),
        'validate_python': lambda: adapter.validator.validate_python(data),
        'dump_json': lambda: adapter.serializer.to_json(values),
        'dump_python': lambda: adapter.serializer.to_python(values),
    }
    print(json.dumps(least(calls, seconds)))


if __name__ == '__main__':
    main(float(sys.argv[1]))
