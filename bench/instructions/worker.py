"""Calls each of the four of `orders` once under callgrind, after some calls that it does not count."""

import gc

import cases
import counter

gc.disable()
for name, call in cases.pydantic_calls(slice=False).items():
    for _ in range(3):
        call()
    counter.count(call, name)
