"""`python -m pydantic_core_cpp [-m MODULE | -c CODE | SCRIPT] ARGS…`, and `enable`, `disable`, `status`."""

import sys

USAGE = """usage: python -m pydantic_core_cpp [OPTIONS] [-m MODULE | -c CODE | SCRIPT] ARGS…
       python -m pydantic_core_cpp enable | disable | status

The first form runs a program as `python` does, with pydantic's compiled half in C++, here and in every Python that the
program starts. The others switch it on at every start of this environment's Python, switch it off again, and say what
is so. (A script that has the name of such a word: ./enable.)"""


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
    from .launch import launch

    return launch(arguments)


if __name__ == '__main__':
    sys.exit(main())
