"""Between our own dataclasses and JSON, by the types of their fields; what does not fit raises ValueError."""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Thaw = Callable[[object], object]
MADE: dict[object, Thaw] = {}


def plain(value: object) -> object:
    """Spans of time in microseconds; fields by name, so that more may come."""
    match value:
        case None | bool() | int() | str():
            return value.value if isinstance(value, Enum) else value
        case datetime():
            return value.isoformat()
        case timedelta():
            return value // timedelta(microseconds=1)
        case Mapping():
            return {str(name): plain(one) for name, one in value.items()}
        case tuple() if not names(type(value)):
            return [plain(one) for one in value]
        case _:
            return {name: plain(getattr(value, name)) for name in names(type(value))}


def thawed(kind: type[T], of: object) -> T:
    """Fields that were not there when it was kept are as by default."""
    found = thaw(kind)(of)
    if isinstance(found, kind):
        return found
    raise ValueError(of)


def names(kind: type) -> tuple[str, ...]:
    if is_dataclass(kind):
        return tuple(field.name for field in fields(kind))
    found: tuple[str, ...] = getattr(kind, "_fields", ())
    return found


def needed(kind: type) -> frozenset[str]:
    """Fields without a default."""
    if is_dataclass(kind):
        plain_ones = [one for one in fields(kind) if one.default is MISSING]
        return frozenset(one.name for one in plain_ones if one.default_factory is MISSING)
    given: Mapping[str, object] = getattr(kind, "_field_defaults", {})
    return frozenset(names(kind)) - given.keys()


def thaw(kind: object) -> Thaw:
    """Put together once for each type."""
    if kind not in MADE:
        MADE[kind] = made_for(kind)
    return MADE[kind]


def made_for(kind: object) -> Thaw:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        return optional(inner)
    if origin is tuple:
        return many(inner)
    if origin is not None and issubclass(origin, Mapping):
        return mapping(inner[1])
    if isinstance(kind, type) and names(kind):
        return record(kind)
    if isinstance(kind, type):
        return single(kind)
    raise TypeError(kind)


def optional(inner: tuple[object, ...]) -> Thaw:
    [one] = [thaw(kind) for kind in inner if kind is not types.NoneType]
    return lambda of: None if of is None else one(of)


def many(inner: tuple[object, ...]) -> Thaw:
    if inner[-1] is Ellipsis:
        one = thaw(inner[0])
        return lambda of: tuple(one(single) for single in a_list(of))
    each = [thaw(kind) for kind in inner]
    return lambda of: tuple(one(single) for one, single in zip(each, a_list(of), strict=True))


def mapping(inner: object) -> Thaw:
    one = thaw(inner)
    return lambda of: {name: one(value) for name, value in a_table(of).items()}


def record(kind: type) -> Thaw:
    hints = get_type_hints(kind)
    known, must = {name: thaw(hints[name]) for name in names(kind)}, needed(kind)

    def made(of: object) -> object:
        table = a_table(of)
        if not (must <= table.keys() <= known.keys()):
            raise ValueError(of)
        return kind(**{name: known[name](value) for name, value in table.items()})

    return made


def single(kind: type) -> Thaw:
    if issubclass(kind, Enum):
        return kind
    if kind is datetime:
        return lambda of: datetime.fromisoformat(a(str, of))
    if kind is timedelta:
        return lambda of: timedelta(microseconds=a(int, of))
    return lambda of: a(kind, of)


def a(kind: type[T], of: object) -> T:
    if type(of) is kind:
        return of
    raise ValueError(of)


def a_list(of: object) -> list[object]:
    return a(list, of)


def a_table(of: object) -> dict[str, object]:
    return a(dict, of)
