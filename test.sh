#!/bin/sh
# Every test of the project: ./test.sh [--full] [--list] [STAGE…]. Sets up what is missing first.
cd "$(dirname "$0")" && exec python3 -m tools.test "$@"
