"""Strings: scripts other than ASCII, written as they are and as escapes, and what a str schema does to them."""

from __future__ import annotations

import json
import random
from typing import Optional

from .workload import Call, Settings, calls_of, four, model

NAMES = ['Żaneta', 'Łukasz', 'Дмитрий', 'Ελένη', '美咲', '지훈', 'مريم', 'José', 'Zoë', 'अनन्या', '😀 Sam', 'Anna']
SYLLABLES = ['при', 'вет', 'こん', 'にち', 'は', '世界', 'éà', 'ü', 'ß', '안녕', 'γειά', ' ', ' ', 'ab', '🙂']


def people(count: int) -> list[dict]:
    rng = random.Random(5)
    return [
        {
            'name': rng.choice(NAMES),
            'città': rng.choice(['Zürich', 'Kraków', '東京', 'Αθήνα', 'Москва']),
            'comment': ''.join(rng.choices(SYLLABLES, k=60)),
            'nickname': rng.choice([None, ''.join(rng.choices(SYLLABLES, k=3))]),
        }
        for _ in range(count)
    ]


def _person(base: type) -> type:
    return model(base, 'Person', **{'name': str, 'città': str, 'comment': str, 'nickname': Optional[str]})


def unicode(settings: Settings) -> dict[str, Call]:
    """Names and texts in many scripts, as UTF-8"""
    return four(settings, lambda base: list[_person(base)], people(settings.count(1000)))


def escapes(settings: Settings) -> dict[str, Call]:
    """The same, escaped in the JSON"""
    data = people(settings.count(1000))
    calls = four(settings, lambda base: list[_person(base)], data, json.dumps(data).encode())
    return {'validate_json': calls['validate_json']}


def short_repeated(settings: Settings) -> dict[str, Call]:
    """Short strings that come again and again, few of them ASCII"""
    data = random.Random(6).choices(NAMES, k=settings.count(10_000))
    return four(settings, lambda base: list[str], data)


def ascii(settings: Settings) -> dict[str, Call]:
    """ASCII strings of 5 to 2,000 characters, some with escapes"""
    rng = random.Random(7)
    lines = ['plain text of no great length', 'a "quoted" word', 'two\nlines', 'tab\tand back\\slash']
    data = [' '.join(rng.choices(lines, k=rng.choice([1, 1, 2, 5, 60]))) for _ in range(settings.count(2000))]
    return four(settings, lambda base: list[str], data)


def changed(settings: Settings) -> dict[str, Call]:
    """Strings stripped, turned to lower and upper case, and bounded in length"""
    from pydantic import StringConstraints
    from typing_extensions import Annotated

    rng = random.Random(8)
    words = [f' {rng.choice(["Alpha", "BRAVO", "charlie", "Ünal", "ΔΕΛΤΑ"])} ' for _ in range(settings.count(2000))]
    calls = {}
    for name, constraints in {
        'strip_lower': {'strip_whitespace': True, 'to_lower': True},
        'lower': {'to_lower': True},
        'upper': {'to_upper': True},
        'length': {'min_length': 1, 'max_length': 20},
        'pattern': {'pattern': r'^\s*\w+\s*$'},
    }.items():
        made = calls_of(list[Annotated[str, StringConstraints(**constraints)]], words)
        calls[f'{name}_json'], calls[f'{name}_python'] = made['validate_json'], made['validate_python']
    return calls


WORKLOADS = {'unicode': unicode, 'escapes': escapes, 'short-repeated': short_repeated, 'ascii': ascii, 'str-constraints': changed}
