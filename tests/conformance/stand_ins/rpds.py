"""What jsonschema uses of rpds, a module in Rust: containers whose changes make new ones. Here on top of Python's own."""


class HashTrieMap(dict):
    @classmethod
    def convert(cls, value):
        return value if isinstance(value, cls) else cls(value)

    def __hash__(self):
        return hash(frozenset(self.items()))

    def insert(self, key, value):
        return HashTrieMap({**self, key: value})

    def remove(self, key):
        changed = HashTrieMap(self)
        del changed[key]
        return changed

    def discard(self, key):
        return self.remove(key) if key in self else self

    def update(self, *others):
        changed = dict(self)
        for other in others:
            changed.update(other)
        return HashTrieMap(changed)


class HashTrieSet(frozenset):
    def insert(self, value):
        return HashTrieSet(self | {value})

    def remove(self, value):
        if value not in self:
            raise KeyError(value)
        return self.discard(value)

    def discard(self, value):
        return HashTrieSet(self - {value})

    def update(self, *others):
        return HashTrieSet(self.union(*others))


class List(tuple):
    __slots__ = ()

    def push_front(self, value):
        return List((value, *self))

    def drop_first(self):
        return List(self[1:])
