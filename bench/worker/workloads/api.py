"""Answers of web APIs: unions of models with a tag and without, few choices and many."""

from __future__ import annotations

import random
from typing import Any, Literal, Optional, Union

from .workload import Call, Settings, calls_of, four, model, tagged

WORDS = 'the model called a tool with these arguments and found nothing wrong in what it gave back'.split()


def _completion_type(base: type) -> Any:
    function = model(base, 'Function', name=str, arguments=str)
    custom = model(base, 'Custom', name=str, input=str)
    call = tagged(
        base,
        model(base, 'FunctionCall', tag='function', id=str, function=function),
        model(base, 'CustomCall', tag='custom', id=str, custom=custom),
    )
    part = tagged(
        base,
        model(base, 'TextPart', tag='text', text=str),
        model(base, 'ImagePart', tag='image_url', image_url=dict[str, str]),
        model(base, 'RefusalPart', tag='refusal', refusal=str),
    )
    message = model(
        base, 'Message', role=Literal['assistant'], content=Union[str, list[part], None], tool_calls=Optional[list[call]]
    )
    choice = model(base, 'Choice', index=int, message=message, finish_reason=Literal['stop', 'length', 'tool_calls'])
    usage = model(base, 'Usage', prompt_tokens=int, completion_tokens=int, total_tokens=int)
    return model(
        base,
        'Completion',
        id=str,
        object=Literal['chat.completion'],
        created=int,
        model=str,
        choices=list[choice],
        usage=usage,
        system_fingerprint=Optional[str],
    )


def completion(rng: random.Random) -> dict:
    prompt, completion = rng.randrange(10_000), rng.randrange(1000)
    return {
        'id': f'chatcmpl-{rng.getrandbits(96):024x}',
        'object': 'chat.completion',
        'created': 1_770_000_000 + rng.randrange(10_000_000),
        'model': 'large-2026-01',
        'choices': [_choice(rng, index) for index in range(rng.choice([1, 1, 2]))],
        'usage': {'prompt_tokens': prompt, 'completion_tokens': completion, 'total_tokens': prompt + completion},
        'system_fingerprint': rng.choice([None, f'fp_{rng.getrandbits(40):010x}']),
    }


def _choice(rng: random.Random, index: int) -> dict:
    calls = [_tool_call(rng) for _ in range(rng.randrange(4))] or None
    content = rng.choice([_sentence(rng, 60), [_part(rng) for _ in range(3)]]) if calls is None else None
    message = {'role': 'assistant', 'content': content, 'tool_calls': calls}
    return {'index': index, 'message': message, 'finish_reason': 'tool_calls' if calls else 'stop'}


def _tool_call(rng: random.Random) -> dict:
    name, number = rng.choice(['search', 'read_file', 'run']), f'call_{rng.getrandbits(64):016x}'
    if rng.random() < 0.2:
        return {'type': 'custom', 'id': number, 'custom': {'name': name, 'input': _sentence(rng, 8)}}
    arguments = f'{{"query": "{_sentence(rng, 5)}", "limit": {rng.randrange(100)}}}'
    return {'type': 'function', 'id': number, 'function': {'name': name, 'arguments': arguments}}


def _part(rng: random.Random) -> dict:
    return rng.choice(
        [
            {'type': 'text', 'text': _sentence(rng, 20)},
            {'type': 'image_url', 'image_url': {'url': f'https://example.com/{rng.getrandbits(64):x}.png', 'detail': 'low'}},
            {'type': 'refusal', 'refusal': _sentence(rng, 6)},
        ]
    )


def _sentence(rng: random.Random, words: int) -> str:
    return ' '.join(rng.choices(WORDS, k=words))


def chat(settings: Settings) -> dict[str, Call]:
    """Chat completions with tool calls: tagged unions"""
    rng = random.Random(1)
    return four(settings, lambda base: list[_completion_type(base)], [completion(rng) for _ in range(settings.count(500))])


def _choices(base: type, count: int, tags: bool) -> list[type]:
    """Models that have a key of their own each and, with `tags`, a tag."""
    shared = {'id': int, 'name': str, 'ratio': float}
    return [
        model(base, f'Kind{k}', tag=f'kind-{k}' if tags else '', **shared, **{f'own_{k}': str, f'size_{k}': Optional[int]})
        for k in range(count)
    ]


def _objects(count: int, choices: int, tags: bool) -> list[dict]:
    rng = random.Random(2)
    objects = []
    for number in range(count):
        k = rng.randrange(choices)
        tag = {'type': f'kind-{k}'} if tags else {}
        own = {f'own_{k}': rng.choice(WORDS), f'size_{k}': rng.choice([None, 7])}
        objects.append({**tag, 'id': number, 'name': rng.choice(WORDS), 'ratio': rng.random(), **own})
    return objects


def tagged_5(settings: Settings, choices: int = 5) -> dict[str, Call]:
    """A union of 5 models with a discriminator"""
    data = _objects(settings.count(1000), choices, tags=True)
    return four(settings, lambda base: list[tagged(base, *_choices(base, choices, tags=True))], data)


def tagged_50(settings: Settings) -> dict[str, Call]:
    """A union of 50 models with a discriminator"""
    return tagged_5(settings, 50)


def untagged_5(settings: Settings, choices: int = 5, tags: bool = True) -> dict[str, Call]:
    """A union of 5 models with a literal tag each, but no discriminator"""
    from pydantic import BaseModel

    union = Union[tuple(_choices(BaseModel, choices, tags))]
    return calls_of(list[union], _objects(settings.count(200), choices, tags))  # type: ignore[valid-type]


def untagged_50(settings: Settings) -> dict[str, Call]:
    """A union of 50 models with a literal tag each, but no discriminator"""
    return untagged_5(settings, 50)


def shapes_5(settings: Settings) -> dict[str, Call]:
    """A union of 5 models that only their keys tell apart"""
    return untagged_5(settings, 5, tags=False)


def shapes_50(settings: Settings) -> dict[str, Call]:
    """A union of 50 models that only their keys tell apart"""
    return untagged_5(settings, 50, tags=False)


WORKLOADS = {
    'chat': chat,
    'tagged-5': tagged_5,
    'tagged-50': tagged_50,
    'untagged-5': untagged_5,
    'untagged-50': untagged_50,
    'shapes-5': shapes_5,
    'shapes-50': shapes_50,
}
