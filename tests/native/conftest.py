"""What a folder `from_2_50` holds is for the editions from 2.50 on: with an older one it is not collected."""

import re

from pydantic_core import __version__

EDITION = tuple(int(number) for number in __version__.split('.')[:2])


def pytest_ignore_collect(collection_path):
    found = re.fullmatch(r'from_(\d+)_(\d+)', collection_path.name)
    return True if found and (int(found[1]), int(found[2])) > EDITION else None
