"""`python -m oncecell --includes --cmakedir …`: what was asked for, in that order, on one line, as a build script takes it."""

import argparse
import shlex
import sysconfig

import oncecell


def includes() -> str:
    """Python's own headers come with the cell's: neither compiles alone."""
    paths = dict.fromkeys([oncecell.get_include(), sysconfig.get_path('include'), sysconfig.get_path('platinclude')])
    return ' '.join(f'-I{shlex.quote(path)}' for path in paths)


ANSWERS = {
    '--includes': (includes, 'compiler flags for the headers, Python\'s included'),
    '--cmakedir': (oncecell.get_cmake_dir, "the CMake package's directory"),
    '--pkgconfigdir': (oncecell.get_pkgconfig_dir, "the pkg-config file's directory"),
    '--version': (lambda: oncecell.__version__, 'the version'),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog='python -m oncecell', description='Tells a build where the once cell is.')
    for flag, (answer, what) in ANSWERS.items():
        parser.add_argument(flag, action='append_const', const=answer, dest='asked', help=what)
    asked = parser.parse_args().asked
    if not asked:
        parser.error(f'ask for one or more of {" ".join(ANSWERS)}')
    print(' '.join(answer() for answer in asked))


if __name__ == '__main__':
    main()
