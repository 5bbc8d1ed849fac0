"""Where an entry stands: by the rules, and where it was put."""

from itertools import takewhile

from bot.domain.floor.entry import ORDINARY, Asked, Capacity, Class, Entry, Kind, ListName, Motion, Place

UNDRAWN = 1_000_000_000
"""The rank of what was not ordered by lot: behind all that was."""
HEAD = -1
_STATEMENTS, _QUESTIONS, _REPLIES = ListName.STATEMENTS, ListName.QUESTIONS, ListName.REPLIES
_POINT, _OFFICER, _QUESTION, _STATEMENT = Class.POINT_OF_ORDER, Class.OFFICER, Class.QUESTION, Class.STATEMENT
_REPLY_KIND, _POINT_KIND, _STATEMENT_KIND = Kind.RIGHT_OF_REPLY, Kind.POINT_OF_ORDER, Kind.STATEMENT
_CHAIR = frozenset({Capacity.OFFICER, Capacity.SECRETARIAT})
_TAKES_FLOOR = {_POINT: 0, _QUESTION: 1, _OFFICER: 2, _STATEMENT: 2}
_MOTIONS = {motion: order for order, motion in enumerate(Motion)}


def list_of(asked: Asked, *, tied: bool) -> ListName:
    if asked.kind is _STATEMENT_KIND or asked.kind is _POINT_KIND:
        return _STATEMENTS
    if asked.kind is _REPLY_KIND:
        return _REPLIES
    return _STATEMENTS if tied else _QUESTIONS


def class_of(asked: Asked, on: ListName) -> Class:
    """Of the request itself, wherever it was moved to."""
    if asked.kind is _POINT_KIND:
        return _POINT
    if on is _REPLIES:
        return _STATEMENT
    if on is _STATEMENTS and asked.kind is not _STATEMENT_KIND:
        return _QUESTION
    return _OFFICER if asked.capacity in _CHAIR else _STATEMENT


def own_category(asked: Asked) -> int:
    return _MOTIONS[asked.motion] if asked.kind is _POINT_KIND else asked.category


def natural(
    asked: Asked, on: ListName, number: int, rank: int = UNDRAWN, step: tuple[int, ...] = (0,)
) -> Place:
    """By class, category, protocol level, lot, and the number of the event that listed it."""
    return Place(class_of(asked, on), own_category(asked), asked.level, rank, number, step)


def at_head(asked: Asked, on: ListName, number: int) -> Place:
    """Of its class, behind those that were put there earlier."""
    return Place(class_of(asked, on), HEAD, 0, UNDRAWN, number)


def right_before(place: Place, number: int) -> Place:
    """Before `place` and behind all that stood before it; `number`: of the event that puts it there."""
    return place._replace(step=(*place.step[:-1], place.step[-1] - 1, number, 0))


def between(low: Place | None, high: Place) -> Place:
    """Before `high` and behind `low`, its neighbour, by the shortest step there is."""
    if low is None or low[:-1] != high[:-1]:
        return high._replace(step=(high.step[0] - 1,))
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(low.step, high.step, strict=False))))
    if same == len(low.step):
        return high._replace(step=(*low.step, high.step[same] - 1))
    more = low.step[same + 1] + 1 if len(low.step) > same + 1 else 1
    return high._replace(step=(*low.step[: same + 1], more))


def right_behind(place: Place) -> Place:
    """Behind the last `place` of a list."""
    return place._replace(step=(place.step[0] + 1,))


def precedence(entry: Entry) -> int:
    """Lower takes the floor from higher: a point of order from all, a question from a statement."""
    return _TAKES_FLOOR[class_of(entry.asked, entry.list)]


def same_sort(one: Kind, other: Kind) -> bool:
    """Of which a delegation waits with one at a time: ordinary ones, points of order, rights of reply."""
    return one is other or (one in ORDINARY and other in ORDINARY)
