"""What a folder holds that is for other editions is not collected."""

from tests.editions import EDITION
from tests.native import is_for


def pytest_ignore_collect(collection_path):
    return None if is_for(collection_path.name, EDITION) else True
