"""The distribution `pydantic_core` that takes the place of the real one: one for each edition, all made of python/replacing.toml."""

from __future__ import annotations

import re

from tools.build import ROOT
from tools.pins import EDITION, EDITIONS

TEMPLATE = ROOT / 'python' / 'replacing.toml'


def project(edition: str = EDITION) -> str:
    """The pyproject.toml of that edition's."""
    return TEMPLATE.read_text(encoding='utf-8').replace('@UPSTREAM_VERSION@', EDITIONS[edition].version)


def version(edition: str = EDITION) -> str:
    """Upstream's, with the number of our build of it: 2.41.5+cpp.1."""
    return re.search('^version = "(.*)"$', project(edition), re.MULTILINE)[1]
