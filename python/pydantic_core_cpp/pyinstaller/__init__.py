"""Tells PyInstaller what a frozen program needs of this package: the entry point `pyinstaller40` names the function."""

import os


def hook_dirs():
    return [os.path.dirname(os.path.abspath(__file__))]
