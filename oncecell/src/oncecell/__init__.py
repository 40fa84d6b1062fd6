"""Where the once cell's headers, CMake package and pkg-config file are: what a build needs of an installed wheel."""

from importlib.metadata import version
from pathlib import Path

__version__ = version('oncecell')
__all__ = ['__version__', 'get_cmake_dir', 'get_include', 'get_pkgconfig_dir']

_HERE = Path(__file__).resolve().parent


def get_include() -> str:
    """The directory for -I."""
    return str(_HERE / 'include')


def get_cmake_dir() -> str:
    """The directory of oncecellConfig.cmake, for CMake's variable oncecell_DIR."""
    return str(_HERE / 'share' / 'cmake' / 'oncecell')


def get_pkgconfig_dir() -> str:
    """The directory of oncecell.pc, for PKG_CONFIG_PATH."""
    return str(_HERE / 'share' / 'pkgconfig')
