"""python.wasm behaves like `python`: scripts, options, stdin, exit statuses, tracebacks."""

from tests.system.row import Row, code

SHOW = 'import sys\nprint(sys.argv, __name__, __file__, sys.path[0])\n'
DIVIDE = 'def divide(a, b):\n    return a / b  # here\n\n\nprint("before")\ndivide(1, 0)\n'

# Many lines, and much that follows each of them: what reads the rest of the text for each line would take four times as long.
LONG_TEXTS = """
import time
def seconds(lines):
    text = 'x=1\\n' * lines + '#' * (100 * lines)
    def once():
        begin = time.perf_counter()
        compile(text, '', 'exec')
        return time.perf_counter() - begin
    return min(once() for _ in range(5))
short, long = seconds(2500), seconds(5000)
print(long < 3 * short or (short, long))
"""

ROWS = [
    Row('a script and its arguments', ['show.py', 'a', '-b'], "['show.py', 'a', '-b'] __main__ /show.py /\n", files={'show.py': SHOW}),
    Row('a script in a folder', ['in/show.py'], "['in/show.py'] __main__ /in/show.py /in\n", files={'in/show.py': SHOW}),
    Row('a folder with a main module', ['app', '1'], "['app', '1'] __main__ /app/__main__.py /app\n", files={'app/__main__.py': SHOW}),
    Row('modules beside the script', ['a.py'], '7\n', files={'a.py': 'import b; print(b.value)', 'b.py': 'value = 7'}),
    Row('modules beside the script come before the library', ['a.py'], '7\n', files={'a.py': 'import csv; print(csv.value)', 'csv.py': 'value = 7'}),
    Row('code and its arguments', ['-c', 'import sys; print(sys.argv, __name__)', 'x'], "['-c', 'x'] __main__\n"),
    Row('a module of the library', ['-m', 'json.tool'], '{\n    "a": 1\n}\n', stdin='{"a":1}'),
    Row('a module of one\'s own', ['--dir', '.', '-m', 'mine.tool', 'x'], "['/mine/tool.py', 'x']\n", files={'mine/tool.py': 'import sys; print(sys.argv)'}),
    Row('a module in the current folder', ['-m', 'mine', 'x'], "['/mine.py', 'x'] / 7\n", files={'mine.py': 'import sys, beside; print(sys.argv, sys.path[0], beside.value)', 'beside.py': 'value = 7'}),
    Row('a package in the current folder', ['-m', 'app'], '/app/__main__.py app\n', files={'app/__init__.py': '', 'app/__main__.py': 'print(__file__, __package__)'}),
    Row('a module of a package in the current folder', ['--timeout', '60', '-m', 'app.tool'], 'app 7\n', files={'app/__init__.py': '', 'app/tool.py': 'from . import part; print(__package__, part.value)', 'app/part.py': 'value = 7'}),
    Row('a module in the current folder, with options of python', ['-Omkind'], 'False 1\n', files={'kind.py': 'import sys; print(__debug__, sys.flags.optimize)'}),
    Row('a module of the library beside other files', ['-m', 'json.tool'], '7\n', stdin='7', files={'secret.py': '', 'other/json.py': ''}),
    Row('the current folder is there only for a module that is in it', ['-m', 'timeit', '-n', '1', '-r', '1', 'import os; print(os.path.exists("/secret"), os.listdir("/"))'], says=('False []\n',), files={'secret': ''}),
    Row('a folder given as the current one', ['--dir', 'other::/', '-m', 'mine'], '1\n', files={'mine.py': 'print(0)', 'other/mine.py': 'print(1)'}),
    code('where the program is', 'import sys, os.path; print(sys.executable, os.path.dirname(sys.executable).startswith(sys.prefix), os.path.exists(sys.executable), open(sys.executable).read())', '/python.wasm/bin/python3.13 True True \n'),
    code('platform', 'import platform; print(platform.python_version(), platform.libc_ver(), platform.platform() != "")', "3.13.5 ('', '') True\n"),
    code('where the program is, with options of python', 'import sys; print(sys.executable)', '/python.wasm/bin/python3.13\n', options=['-I']),
    Row('a script from stdin', ['-', 'x'], "['-', 'x']\n", stdin='import sys\nprint(sys.argv)'),
    Row('input from stdin', ['ask.py'], 'name? hello Ada\n', files={'ask.py': 'print("hello", input("name? "))'}, stdin='Ada\n'),
    Row('stdin line by line', ['sum.py'], '6\n', files={'sum.py': 'import sys; print(sum(map(int, sys.stdin)))'}, stdin='1\n2\n3\n'),
    Row('the end of stdin', ['ask.py'], error=('EOFError',), status=1, files={'ask.py': 'input()'}),
    Row('the version', ['-V'], 'Python 3.13.5\n'),
    Row('help', ['--help'], says=('usage: ./run.sh', '--timeout SECONDS')),
    Row('what is inside', ['--version'], says=('Python 3.13.5, pydantic 2.12.5, pydantic_core 2.41.5+cpp.1, wasmtime 50.0.1\n', '--pydantic 2.14: Python 3.13.5, pydantic 2.14.4, pydantic_core 2.50.5+cpp.1, wasmtime 50.0.1\n', 'second wall: ')),
    code('options of python', 'import sys; print(sys.flags.optimize, sys.flags.dont_write_bytecode, sys.warnoptions)', "1 1 ['error']\n", options=['-OB', '-W', 'error']),
    code('isolated', 'import sys, os; print(sys.flags.isolated, sys.path)', "1 ['/python.wasm/lib/python3.13', '/python.wasm/lib/python3.13/site-packages']\n", options=['--env', 'PYTHONPATH=/x', '-I']),
    code('PYTHONPATH', 'import sys; print(sys.path[1])', '/x\n', options=['--env', 'PYTHONPATH=/x']),
    code('the platform', 'import sys, os; print(sys.platform, sys.version_info[:3], os.name)', 'wasi (3, 13, 5) posix\n'),
    Row('UTF-8', ['-c', 'import sys; print(sys.argv[1], len(sys.argv[1]), sys.stdout.encoding, input())', 'Käse'], 'Käse 4 utf-8 ß\n', stdin='ß'),
    # exit statuses
    code('sys.exit(3)', 'import sys; sys.exit(3)', '', status=3),
    code('sys.exit with a text', 'import sys; sys.exit("bye")', '', status=1, error=('bye\n',)),
    code('sys.exit(-1)', 'import sys; sys.exit(-1)', '', status=255),
    code('KeyboardInterrupt', 'import signal; signal.raise_signal(signal.SIGINT)', '', status=130, error=('KeyboardInterrupt',)),
    code('os.abort', 'import os; os.abort()', '', status=134, error=('error: the program crashed: ',)),
    code('os._exit', 'import os; os._exit(7)', '', status=7),
    code('atexit and flushing', 'import atexit, sys; atexit.register(print, "last"); print("first", end=" "); sys.exit(2)', 'first last\n', status=2),
    # bad input
    Row('a script that does not exist', ['nowhere.py'], '', status=2, error=("can't open file '/nowhere.py': [Errno 44] No such file or directory",)),
    Row('a folder that does not exist', ['no/where.py'], '', status=2, error=("can't open file '/no/where.py': [Errno 44] No such file or directory",)),
    Row('a syntax error', ['bad.py'], '', status=1, error=('File "/bad.py", line 1', 'a b', 'SyntaxError: invalid syntax'), files={'bad.py': 'a b\n'}),
    Row('an uncaught exception, with the source lines', ['d.py'], 'before\n', status=1, files={'d.py': DIVIDE},
        error=('File "/d.py", line 6, in <module>', 'divide(1, 0)', 'return a / b  # here', 'ZeroDivisionError: division by zero')),
    Row('an exception in a module beside the script', ['a.py'], '', status=1, files={'a.py': 'import bad', 'bad.py': '1 / 0  # here'},
        error=('File "/a.py", line 1', 'File "/bad.py", line 1', '1 / 0  # here')),
    code('a module that does not exist', 'import nothing', '', status=1, error=("ModuleNotFoundError: No module named 'nothing'",)),
    Row('a module to run that does not exist', ['-m', 'nothing'], '', status=1, error=('/python.wasm/bin/python3.13: No module named nothing\n',)),
    Row('an unknown option', ['--nonsense'], '', status=2, error=('unknown option --nonsense', 'usage:')),
    code('endless recursion', 'def f(n): return max([n], key=lambda x: f(x + 1))\nf(0)', '', status=1, error=('RecursionError: maximum recursion depth exceeded',)),
    code('endless recursion in C', 'import sys\nsys.setrecursionlimit(10**6)\nx = []\nfor i in range(100000): x = [x]\nrepr(x)', '', status=1, error=('RecursionError',)),
    code('source that nests too deep', 'eval("(" * 10000 + ")" * 10000)', '', status=1, error=('too complex to parse',)),
    code('compiling a text twice as long takes no four times as long', LONG_TEXTS, 'True\n'),
    code('a null byte in the source', 'exec("a\\0b")', '', status=1, error=('SyntaxError: source code string cannot contain null bytes',)),
]  # fmt: skip
