"""Every kind of src/serialize/engine/kinds.def has rows of its own."""

import re
from pathlib import Path

import pytest

from tests.editions import EDITION
from tests.native import is_for
from tests.native.serialize import test_container_kinds as containers
from tests.native.serialize import test_scalar_kinds as scalars
from tests.native.serialize import test_wrapper_kinds as wrappers

KINDS = Path(__file__).parents[3] / 'src/serialize/engine/kinds.def'


def kinds():
    """Those that the tested edition has."""
    for kind, column in re.findall(r'^KIND\("(.*?)", \w+(?:, (\w+))?\)$', KINDS.read_text(), re.M):
        if not column or is_for(column, EDITION):
            yield kind


def kinds_of(schema):
    """What is built for a schema itself, not for those that it holds."""
    yield schema.get('serialization', schema)['type']
    if schema['type'] == 'definitions':
        yield from kinds_of(schema['schema'])


def rows():
    yield from scalars.DUMPS + scalars.UNEXPECTED
    yield from containers.DUMPS + containers.UNEXPECTED
    yield from wrappers.DUMPS + wrappers.UNEXPECTED + wrappers.BAD_SCHEMAS
    yield from ((wrapper(scalars.COLOR),) for wrapper, _ in wrappers.WRAPPERS)
    if is_for('from_2_50', EDITION):
        from tests.native.from_2_50 import test_dumped_kinds as newer

        yield from newer.DUMPS + newer.UNEXPECTED + newer.BAD_SCHEMAS


WITH_ROWS = {kind for schema, *_ in rows() for kind in kinds_of(schema)}


@pytest.mark.parametrize('kind', kinds())
def test_every_kind_has_rows(kind):
    assert kind in WITH_ROWS
