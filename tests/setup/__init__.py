"""Tests of the set-up: what happens when a download, the network, the disk or the person fails it.

`python3 -m tests.setup` runs them. Nothing leaves the machine: the index is a server on the loopback interface.
"""
