"""What `dist/run` starts for a module of CPython's tests: `run_module.py test_NAME`, in the folders that ../run.py has mounted.

Each test's start and end is written into the journal (tests/conformance/inside/journal_plugin.py has its form) as it
happens, so that after a crash another process goes on with the next test.
"""

import importlib.util
import json
import os
import sys
import unittest
import warnings

JOURNAL = '/tmp/journal'
TESTS = '/cpython/test'


def append(*row):
    with open(JOURNAL, 'ab', buffering=0) as f:
        f.write(json.dumps(row).encode() + b'\n')


def ended():
    """The tests that have ended in processes before this one."""
    with open(JOURNAL, encoding='utf-8') as f:
        return {row[1] for row in map(json.loads, f) if row[0] == 'end'}


class Journal(unittest.TestResult):
    def __init__(self, module):
        super().__init__()
        self.module = module
        self.outcome = None

    def name(self, test):
        """`test_json::test_dump.TestDump.test_x`; for what is no test of a class, as CPython has it."""
        return f'{self.module}::{test.id().removeprefix(f"test.{self.module}.")}'

    def startTest(self, test):
        super().startTest(test)
        self.outcome = ('passed', '')
        append('start', self.name(test))

    def stopTest(self, test):
        super().stopTest(test)
        append('end', self.name(test), *self.outcome)
        self.outcome = None

    def end(self, test, outcome, why=''):
        if self.outcome is None:  # the set-up of a class or module
            append('start', self.name(test))
            append('end', self.name(test), outcome, why)
        elif self.outcome[0] != 'failed':
            self.outcome = (outcome, why)

    def addError(self, test, err):
        self.end(test, 'failed', reason(err[1]))

    addFailure = addError

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.end(test, 'failed', reason(err[1]))

    def addSkip(self, test, why):
        self.end(test, 'skipped', why)

    def addExpectedFailure(self, test, err):
        self.end(test, 'xfailed')

    def addUnexpectedSuccess(self, test):
        self.end(test, 'failed', 'passes, though the test expects a failure')


def reason(error):
    """What went wrong, in one line."""
    first = (str(error).strip().splitlines() or [''])[0]
    return f'{type(error).__name__}: {first}'[:300]


def without(suite, done, name):
    """The tests of a suite that have not ended yet, one after the other."""
    return unittest.TestSuite(
        without(test, done, name) if isinstance(test, unittest.TestSuite) else test
        for test in suite
        if isinstance(test, unittest.TestSuite) or name(test) not in done
    )


def add_package():
    """The package `test`, which no folder of sys.path has: beside it the library's own sources would be found as well."""
    spec = importlib.util.spec_from_file_location('test', f'{TESTS}/__init__.py', submodule_search_locations=[TESTS])
    sys.modules['test'] = importlib.util.module_from_spec(spec)


def main(module):
    add_package()
    sys.pycache_prefix = '/pyc'
    os.chdir('/tmp')
    append('collect', module)
    # None of the resources that CPython's own runner has to be asked for, such as minutes of a processor.
    importlib.import_module('test.support').use_resources = []
    result = Journal(module)
    with warnings.catch_warnings():
        warnings.simplefilter('default')
        try:
            suite = unittest.defaultTestLoader.loadTestsFromModule(importlib.import_module(f'test.{module}'))
        except unittest.SkipTest as error:
            append('start', f'{module}::*')
            append('end', f'{module}::*', 'skipped', str(error))
        except Exception as error:
            append('broken', module, reason(error))
        else:
            sys.pycache_prefix = None  # which tests expect
            without(suite, ended(), result.name).run(result)
    append('finish')


if __name__ == '__main__':
    main(sys.argv[1])
