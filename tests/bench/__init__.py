"""Tests of `./bench.sh`: that every workload runs, and that a wrong answer is seen. Nothing here is about times."""
