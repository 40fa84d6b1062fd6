"""What workloads are made of: their calls, and classes that pydantic and msgspec both take."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Callable, Literal, NamedTuple, Union


class Settings(NamedTuple):
    """How a side wants its workloads."""

    beside: bool = False
    """With the other libraries beside pydantic."""
    small: bool = False
    """With few data, to see that everything works."""

    def count(self, usual: int) -> int:
        return max(1, usual // 100) if self.small else usual


@dataclass
class Call:
    """One thing to time."""

    run: Callable[[], object]
    beside: dict[str, Callable[[], object]] = field(default_factory=dict)
    """Other libraries that give the same values."""
    less: dict[str, Callable[[], object]] = field(default_factory=dict)
    """Other libraries that do less (that validate nothing), for a comparison; what they give is not compared."""
    seen: Callable[[Any], object] = lambda answer: answer
    """What of the answer is compared."""


Workload = Callable[[Settings], 'dict[str, Call]']


def compact(data: object) -> bytes:
    """The data as JSON without spaces, in UTF-8."""
    return json.dumps(data, separators=(',', ':'), ensure_ascii=False).encode()


def calls_of(annotation: Any, data: object, json_text: bytes | None = None) -> dict[str, Call]:
    """The four directions through pydantic's adapter of a type: from JSON and Python, to JSON and Python."""
    from pydantic import TypeAdapter

    adapter = TypeAdapter(annotation)
    json_text = compact(data) if json_text is None else json_text
    value = adapter.validator.validate_json(json_text)
    return {
        'validate_json': Call(partial(adapter.validator.validate_json, json_text)),
        'validate_python': Call(partial(adapter.validator.validate_python, data)),
        'dump_json': Call(partial(adapter.serializer.to_json, value)),
        'dump_python': Call(partial(adapter.serializer.to_python, value)),
    }


def with_msgspec(calls: dict[str, Call], kind: Any, data: object, json_text: bytes | None = None) -> dict[str, Call]:
    """The same calls, with msgspec's beside them. It has nothing that gives the plain values of dump_python."""
    import msgspec

    json_text = compact(data) if json_text is None else json_text
    decoder, encoder = msgspec.json.Decoder(kind), msgspec.json.Encoder()
    value = decoder.decode(json_text)
    calls['validate_json'].beside['msgspec'] = partial(decoder.decode, json_text)
    calls['validate_python'].beside['msgspec'] = partial(msgspec.convert, data, kind)
    calls['dump_json'].beside['msgspec'] = partial(encoder.encode, value)
    calls['dump_python'].less['msgspec'] = partial(msgspec.to_builtins, value, builtin_types=())
    return calls


def four(settings: Settings, kind: Callable[[type], Any], data: object, json_text: bytes | None = None) -> dict[str, Call]:
    """The four directions for `kind(base)`, a type made of subclasses of `base` (pydantic's BaseModel, msgspec's Struct)."""
    from pydantic import BaseModel

    calls = calls_of(kind(BaseModel), data, json_text)
    if settings.beside:
        import msgspec

        with_msgspec(calls, kind(msgspec.Struct), data, json_text)
    return calls


def model(base: type, name: str, /, tag: str = '', module: str = __name__, **fields: Any) -> type:
    """A class with these fields. With `tag`, a union tells it from others by its field `type`, which holds that text."""
    if tag and _is_pydantic(base):
        fields = {'type': Literal[tag], **fields}  # type: ignore[valid-type]
    space = {'__module__': module, '__annotations__': fields}
    settings = {'tag_field': 'type', 'tag': tag} if tag and not _is_pydantic(base) else {}
    return type(base)(name, (base,), space, **settings)


def tagged(base: type, *choices: type) -> Any:
    """The union of classes that have tags."""
    from pydantic import Field
    from typing_extensions import Annotated

    union = Union[choices]
    return Annotated[union, Field(discriminator='type')] if _is_pydantic(base) else union


def _is_pydantic(base: type) -> bool:
    return hasattr(base, 'model_validate')
