#!/bin/sh
# Builds the native module and its tests: ./build.sh [--preset dev|release|…] [TARGET…]. Sets up what is missing first.
cd "$(dirname "$0")" && exec python3 -m tools.build "$@"
