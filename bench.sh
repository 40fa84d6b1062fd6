#!/bin/sh
# The published wheel and ours, side by side: ./bench.sh [GROUP…] [--help]. Sets up and builds what is missing first.
cd "$(dirname "$0")" && exec python3 -m bench "$@"
