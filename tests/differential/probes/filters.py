"""include and exclude for the items of sequences: odd indices, what they are asked, and changes beneath the walk."""

from tests.differential.probes.names import *  # noqa: F403

#: indices that are asked, and what they are asked
calls = []
class Index(int):
    def __mod__(self, n): calls.append(('%', int(self), n)); return int(self) % n
    def __hash__(self): calls.append(('hash', int(self))); return hash(int(self))
class Equal(int):
    def __mod__(self, n): return self
    def __eq__(self, other): calls.append(('==', int(self))); return int(self) == other
    def __hash__(self): return hash(int(self))
class All(str):
    def __mod__(self, n): calls.append('str %'); return 'x'
class NoModulo:
    def __mod__(self, n): raise KeyError(n)
class Unhashable:
    def __mod__(self, n): return []
class Listed(set):
    def __iter__(self): calls.append('iter'); return super().__iter__()
items = [{'a': 1, 'b': i} for i in range(4)]
given = [
    {Index(1): {'a'}, Index(-1): True}, {Index(1), -1}, {Equal(1): {'a'}, 1: {'b'}, 2: True}, {All('__all__'): {'a'}, 0: {'b'}},
    {NoModulo(): True, 1: {'a'}}, {Unhashable(): True, 1: {'a'}}, Listed({0, -1}), {'__a%cl__': True, '__al%s__': {'a'}}, {True: {'a'}, False: True},
    {1.0: {'a'}, 2.5: True}, {None: True, (1,): True, b'%d': {'a'}, 0: {'b'}}, {10**30: {'a'}, -(10**30): {'b'}},
    {'__all__': {'a'}, 1: {'b'}, 2: ...}, {'__all__': 5, 1: {'b'}}, {'__all__': {'a'}, 1: 7}, {1: {'a'}, -3: True}, {-3: True, 1: {'a'}},
]
def each(name, filter):
    return tries(
        lambda: ser({'type': 'list'}, items, **{name: filter}),
        lambda: ser(ANY, tuple(items), **{name: filter}),
        lambda: list(S({'type': 'generator'}).to_python(iter(items), **{name: filter})),
        lambda: S({'type': 'generator'}).to_json(iter(items), **{name: filter}),
    )
tries(*(lambda name=name, filter=filter: each(name, filter) for name in ('include', 'exclude') for filter in given), lambda: calls)

#: a fallback that changes the rules of the items after it
class Strange: pass
class Index(int):
    def __mod__(self, n): return int(self) % n
changes = [
    lambda f: f.clear(), lambda f: f.popitem(), lambda f: f.update({0: True, 2: {'b'}}), lambda f: f.update({-2: {'a'}, '__all__': {'b'}}),
    lambda f: f.update({Index(2): {'a'}}), lambda f: (f.clear(), f.update({3: True, -1: {'b'}})), lambda f: f.update({2: f.pop(3)}),
    lambda f: [f.update({i: {'b'}}) for i in range(4, 4000, 4)], lambda f: f.setdefault(2, True), lambda f: f.__ior__({2: True}),
]
made = [
    lambda: {3: {'a'}, 1: {'a': {'c'}}}, lambda: {True: True, -1: {'a'}}, lambda: collections.defaultdict(set, {3: {'a'}}), lambda: OrderedDict({3: True, 7: {'a'}}),
    lambda: dict.fromkeys(range(3, 4000, 4), True), lambda: {Index(3): {'a'}},
]
def run(make, change, name, schema, mode):
    filter = make()
    first = Strange()
    def fallback(value):
        if value is first: change(filter)
        return {'c': 1, 'd': 2}
    items = [{'a': first, 'b': 1}, *({'a': Strange(), 'b': 1} for _ in range(3))]
    given = tuple(items) if schema['type'] == 'tuple' else items
    call = S(schema).to_json if mode is None else functools.partial(S(schema).to_python, mode=mode)
    return call(given, fallback=fallback, **{name: filter})
tries(
    *(
        functools.partial(run, make, change, name, schema, mode)
        for make in made for change in changes for name in ('include', 'exclude') for mode in ('json', None)
        for schema in ({'type': 'list'}, ANY, {'type': 'tuple', 'items_schema': [ANY], 'variadic_item_index': 0})
    )
)

#: reading one of the two runs code that changes the other
class Working(set):
    """Is read once for each item up to 2.41."""
    def __init__(self, items, times, work): super().__init__(items); self.times, self.work = times, work
    def __iter__(self):
        self.times -= 1
        if not self.times: self.work()
        return super().__iter__()
def other(make, change, name, schema, times):
    changed = make()
    working = Working({3}, times, lambda: change(changed))
    filters = {name: working, 'include' if name == 'exclude' else 'exclude': changed}
    return ser(schema, [{'a': i, 'b': i} for i in range(5)], **filters), ser(schema, list(range(5)), **filters)
made = [lambda: {0, 1, 2, 4}, lambda: {0: True, 1: {'a'}, 4: {'b'}}, lambda: {'__all__': {'a'}}, lambda: {'__all__': {'a'}, -1: True}]
changes = [lambda f: f.clear(), lambda f: f.pop(1) if isinstance(f, dict) and 1 in f else f.clear(), lambda f: f.update({3: True} if isinstance(f, dict) else {3})]
tries(
    *(
        functools.partial(other, make, change, name, schema, times)
        for make in made for change in changes for name in ('include', 'exclude') for times in (1, 2, 3, 4)
        for schema in ({'type': 'list'}, ANY, {'type': 'list', 'items_schema': {'type': 'int'}})
    )
)

#: "__all__" of a dict with methods of its own
class Own(dict):
    def keys(self): return ['b']
    def __iter__(self): return iter(['b'])
    def __len__(self): return 0
    def items(self): return []
tries(
    *(
        lambda name=name, all=all, own=own: ser({'type': 'list'}, [{'a': 1, 'b': 2, 'c': 3}] * 2, **{name: {'__all__': all, 0: own}})
        for name in ('include', 'exclude') for all in (Own(a=True), Own(), Own(a={'x'}), {'a'}) for own in ({'c'}, {'c': True}, Own(c=True), Own())
    )
)
