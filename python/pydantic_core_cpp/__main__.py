"""`python -m pydantic_core_cpp [-m MODULE | -c CODE | SCRIPT] ARGS…`, and `enable`, `disable`, `status`, `check`, `bench`."""

import importlib
import sys

USAGE = """usage: python -m pydantic_core_cpp [OPTIONS] [-m MODULE | -c CODE | SCRIPT] ARGS…
       python -m pydantic_core_cpp enable | disable | status
       python -m pydantic_core_cpp check PACKAGE… | bench FILE.py:MODEL DATA.json

The first form runs a program as `python` does, with pydantic's compiled half in C++, here and in every Python that the
program starts. `enable`, `disable` and `status` switch it on at every start of this environment's Python, switch it off again, and
say what is so. `check` compares what the models of a package give with the real core and with ours, `bench` how long they take.
(A script that has the name of such a word: ./enable.)"""


def main():
    arguments = sys.argv[1:]
    if arguments in (['-h'], ['--help']):
        print(USAGE)
        return 0
    if arguments and arguments[0] in ('enable', 'disable', 'status'):
        if len(arguments) > 1:
            return f'error: {arguments[0]} takes no arguments'
        from . import environment

        return getattr(environment, arguments[0])()
    if arguments and arguments[0] in ('check', 'bench'):
        command = importlib.import_module(f'{__package__}.trial.{arguments[0]}')
        return command.main(arguments[1:])
    from .launch import launch

    return launch(arguments)


if __name__ == '__main__':
    sys.exit(main())
