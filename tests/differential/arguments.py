"""Kinds of schema around calls: the arguments of one in both forms, and the call itself."""

from __future__ import annotations

import random

from pydantic_core import ArgsKwargs

from tests.differential import callbacks, pool
from tests.differential.maker import Made, Maker, inner, kind
from tests.differential.records import EXTRA, alias, fill, place, text

ORDER = ['positional_only', 'positional_or_keyword', 'keyword_only']
VAR_KWARGS = 'var_kwargs_uniform', 'var_kwargs_unpacked_typed_dict'


class Parameter:
    """One parameter, as the schema has it and as inputs are made for it."""

    def __init__(self, m: Maker, depth: int, name: str, mode: str, has_default: bool) -> None:
        self.name, self.mode = name, mode
        self.made = m.make(depth)
        if has_default:
            self.made = Made(default(m, self.made.schema), self.made.sample)
        self.schema = {'name': text(m, name), 'schema': self.made.schema, 'mode': mode}
        if mode == 'positional_or_keyword' and m.maybe(0.2):
            del self.schema['mode']
        self.schema.update(m.some(m.habits['aliases'], alias=lambda: alias(m, name)))
        self.field = {'validation_alias': self.schema['alias']} if 'alias' in self.schema else {}


def default(m: Maker, schema: dict) -> dict:
    made: dict = {'type': 'default', 'schema': schema}
    # Not both: a wrong default that is its own remedy is the end of the published wheel.
    made.update(m.rng.choice([{}, {}, {'validate_default': True}, {'on_error': 'default'}, {'on_error': 'raise'}]))
    if m.maybe(0.3):
        takes_data = m.flag()
        made.update({'default_factory': callbacks.default_factory(m.rng, takes_data), 'default_factory_takes_data': takes_data})
    else:
        made['default'] = m.rng.choice([None, 1, 'x', [], [1, 'x']])
    if m.maybe(0.03):
        made['on_error'] = 'omit'
    return made


def parameters(m: Maker, depth: int, sloppy_order: float) -> list[Parameter]:
    """Some parameters, in an order that Python would take; but now and then they are not."""
    modes = sorted((m.rng.choice(ORDER) for _ in range(m.rng.choice([0, 1, 2, 2, 3, 4]))), key=ORDER.index)
    if m.maybe(sloppy_order):
        m.rng.shuffle(modes)
        modes = [m.rng.choice([mode] * 9 + ['whatever']) for mode in modes]
    made, defaults = [], False
    for name, mode in zip(['p', 'q', 'naïve', 'a'], modes):
        has_default = m.has('default') and (m.maybe(0.3) or (defaults and mode != 'keyword_only' and m.maybe(0.97)))
        defaults = defaults or has_default
        made.append(Parameter(m, depth, name, mode, has_default))
    return made


def rest(m: Maker) -> tuple[dict, Made]:
    """A schema for keyword arguments that are validated together, and inputs for it."""
    made = m.make(0, only=['typed-dict', 'dict'])
    return {'type': 'default', 'schema': made.schema, 'default': {}} if m.maybe(0.03) and m.has('default') else made.schema, made


def settings(m: Maker) -> dict:
    return {**m.some(0.08, validate_by_name=m.flag, validate_by_alias=m.flag), **m.some(m.habits['extras'], extra_behavior=lambda: m.rng.choice(EXTRA))}


def by_position_and_name(listed: list[Parameter], rng: random.Random, json: bool) -> tuple[list, dict]:
    """Arguments of which the first few are given by position."""
    positional = [one for one in listed if one.mode.startswith('positional')]
    given = positional[: rng.randrange(len(positional) + 1)]
    if rng.random() < 0.7:
        given = positional if rng.random() < 0.5 else [one for one in given]
        given = given or [one for one in positional if one.mode == 'positional_only']
    args = [inner(one.made, rng, json) for one in given]
    again = rng.random() < 0.08
    named = {one.name: (one.field, one.made) for one in listed if again or one not in given}
    return args, fill(named, rng, json)


def plain(m: Maker, depth: int) -> Made:
    listed = parameters(m, depth, 0.08)
    schema: dict = {'arguments_schema': [one.schema for one in listed], **settings(m)}
    more = m.make(0)
    rest_made = None
    schema.update(m.some(0.25, var_args_schema=lambda: more.schema))
    if m.maybe(0.15):
        schema['var_kwargs_schema'], rest_made = rest(m)
        schema['var_kwargs_mode'] = 'unpacked-typed-dict'
    else:
        schema.update(m.some(0.3, var_kwargs_schema=lambda: more.schema))
        schema.update(m.some(0.1, var_kwargs_mode=lambda: 'uniform'))

    def sample(rng: random.Random, json: bool) -> object:
        args, kwargs = by_position_and_name(listed, rng, json)
        args += [inner(more, rng, json) for _ in range(rng.choice([0, 0, 0, 1, 2]))]
        if rest_made is not None:
            value = inner(rest_made, rng, json)
            kwargs.update(value if issubclass(type(value), dict) else {})
        elif rng.random() < 0.2:
            kwargs['more'] = inner(more, rng, json)
        if json:
            return rng.choice([args, kwargs])
        return rng.choice([ArgsKwargs(tuple(args), kwargs)] * 4 + [tuple(args), args, kwargs, pool.DictSub(kwargs), pool.TupleSub(args)])

    return Made(schema, sample)


kind('arguments', 0.6, nests=True)(plain)


def v3(m: Maker, depth: int) -> Made:
    listed = parameters(m, depth, 0.03)
    more = m.make(0)
    at = sum(one.mode.startswith('positional') for one in listed)
    if m.maybe(0.35):
        listed.insert(at, variadic(m, 'args', 'var_args', more))
    rest_made = None
    if m.maybe(0.45):
        mode = m.rng.choice(VAR_KWARGS)
        if mode == VAR_KWARGS[1]:
            _, rest_made = rest(m)
        listed.append(variadic(m, 'kwargs', mode, rest_made or more))
    schema = {'arguments_schema': [one.schema for one in listed], **settings(m)}
    ordinary = [one for one in listed if not one.mode.startswith('var_')]

    def sample(rng: random.Random, json: bool) -> object:
        if json or rng.random() < 0.6:
            return mapping(rng, json)
        args, kwargs = by_position_and_name(ordinary, rng, json)
        args += [inner(more, rng, json) for _ in range(rng.choice([0, 0, 0, 1, 2]))]
        if rng.random() < 0.3:
            value = inner(rest_made, rng, json) if rest_made else None
            kwargs.update(value if issubclass(type(value), dict) else {'more': inner(more, rng, json)})
        return rng.choice([ArgsKwargs(tuple(args), kwargs)] * 9 + [tuple(args), args])

    def mapping(rng: random.Random, json: bool) -> object:
        made = fill({one.name: (one.field, one.made) for one in ordinary}, rng, json)
        for one in listed:
            if one.mode.startswith('var_') and rng.random() < 0.8:
                place(made, one.name, one.field, variadic_value(one, rng, json), rng)
        return made if json or rng.random() < 0.8 else rng.choice([pool.DictSub, pool.Mapping])(made)

    def variadic_value(one: Parameter, rng: random.Random, json: bool) -> object:
        if one.mode == VAR_KWARGS[1]:
            return inner(one.made, rng, json)
        items = [inner(one.made, rng, json) for _ in range(rng.choice([0, 1, 2, 3]))]
        if rng.random() < 0.04:
            return pool.json_value(rng, 1) if json else pool.python_value(rng, 1)
        if one.mode == 'var_args':
            return items if json or rng.random() < 0.6 else pool.container(rng, items, list(enumerate(items)))
        pairs = dict(zip(rng.sample(['p', 'a', 'more', '', 'ß'], len(items)), items))
        if not json and rng.random() < 0.15:
            pairs[rng.choice([1, b'x', '\ud800', pool.StrSub('sub'), pool.StrSub('\ud800')])] = inner(one.made, rng, json)
        return pairs if json or rng.random() < 0.8 else rng.choice([pool.DictSub, pool.Mapping])(pairs)

    return Made(schema, sample)


def variadic(m: Maker, name: str, mode: str, made: Made) -> Parameter:
    parameter = Parameter.__new__(Parameter)
    parameter.name, parameter.mode, parameter.made = name, mode, made
    parameter.schema = {'name': text(m, name), 'schema': made.schema, 'mode': mode, **m.some(0.15, alias=lambda: alias(m, name))}
    parameter.field = {'validation_alias': parameter.schema['alias']} if 'alias' in parameter.schema else {}
    return parameter


kind('arguments-v3', 0.6, nests=True)(v3)


class Caller:
    """A callable without a name."""

    def __init__(self, call) -> None:
        self._call = call

    def __call__(self, *args, **kwargs):
        return self._call(*args, **kwargs)


@kind('call', 0.4, nests=True)
def _(m: Maker, depth: int) -> Made:
    form = m.rng.choice(['arguments', 'arguments', 'arguments-v3', 'arguments-v3'] + ['any'] * (depth < 1))
    do = callbacks.result(m.rng)
    call = lambda *args, **kwargs: do((args, kwargs))
    if form == 'any':
        arguments = Made({}, lambda rng, json: [(1,), {}] if json else rng.choice([((1,), {}), ((), {'a': 1}), {'a': 1}, (1, 2), [(1,), {}]]))
    else:
        form = form if m.has(form) else 'arguments'
        arguments = (plain if form == 'arguments' else v3)(m, depth)
    schema = {'arguments_schema': {'type': form, **arguments.schema}, 'function': m.rng.choice([call, call, Caller(call)])}
    schema.update(m.some(0.25, return_schema=lambda: m.make(0).schema, function_name=lambda: 'called'))
    return Made(schema, arguments.sample)
