"""What rows of several files have in common: how an outcome is said, and a model."""

from pydantic_core import ValidationError


def outcome(validate, value, **options):
    """The value, or the list of (type, loc) of the errors."""
    try:
        return validate(value, **options)
    except ValidationError as error:
        return [(e['type'], e['loc']) for e in error.errors()]


def same(value, expected):
    return value == expected and type(value) is type(expected)


class Model:
    """What pydantic's BaseModel is to the core: a class with these four attributes."""

    __slots__ = '__dict__', '__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__'

    def __init__(self, **fields):
        self.__dict__.update(fields)
        self.__pydantic_extra__ = None
        self.__pydantic_fields_set__ = set(fields)
