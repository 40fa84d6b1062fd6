"""Values that lie deep in others."""

from __future__ import annotations

from typing import Any, Optional

from .workload import Call, Settings, calls_of, four, model

DEPTH = 80


def models(settings: Settings) -> dict[str, Call]:
    """100 chains of 80 models, each in the one before"""

    def link(base: type) -> Any:
        # The class names itself: both libraries look the name up in its module.
        globals()['Link'] = made = model(base, 'Link', module=__name__, value=int, next=Optional['Link'])
        return list[made]

    chain: Any = None
    for value in range(DEPTH):
        chain = {'value': value, 'next': chain}
    return four(settings, link, [chain] * settings.count(100))


def arrays(settings: Settings) -> dict[str, Call]:
    """100 lists of any values, 80 deep"""
    nested: Any = 1
    for level in range(DEPTH):
        nested = [nested, level]
    return calls_of(list[Any], [nested] * settings.count(100))


WORKLOADS = {'depth-80': models, 'arrays-80': arrays}
