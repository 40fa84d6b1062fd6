#!/bin/sh
# Runs Python code that uses pydantic inside dist/python.wasm, under wasmtime; without a script it shows the checks of the
# build. Sets up and builds what is missing first, then becomes dist/run. `./run.sh --help` lists the options.
root=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1
[ "$1" = --help ] && exec cat "$root/host/runner/help.txt"
case " $*" in
  *' --packages'* | *' --pydantic'*) exec python3 -c 'import sys; sys.path[0] = sys.argv.pop(1); from tools.run import main; sys.exit(main())' "$root" "$@" ;;
esac
python3 -I -S -c 'import sys; sys.path.insert(0, sys.argv.pop(1)); from tools.wasm_build import main; sys.exit(main())' "$root" || exit
exec "$root/dist/run" "$@"
