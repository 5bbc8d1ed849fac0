"""What does not add up in a meeting file, as lines for whoever imports it."""

from collections.abc import Iterable
from typing import assert_never

from bot.domain.agenda import Contradiction, Doubt, OddClock, Outside, Overfull, Overlap
from bot.domain.meetings import Item, Meeting
from bot.networks.lines import Lines, Path

NOBODY = "nobody takes part: the body has no proposed members, and no interest in it is accepted yet"


def told(doubts: Iterable[Doubt], meeting: Meeting, file: str, text: str) -> list[str]:
    """One line each, as compilers write warnings, in the order of the file."""
    lines = Lines.of(text)
    found = sorted((lines.number(where(doubt, meeting)), why(doubt, meeting)) for doubt in doubts)
    return [f"{file}:{number}: warning: {what}" for number, what in found]


def where(doubt: Doubt, meeting: Meeting) -> Path:
    match doubt:
        case OddClock():
            return (doubt.of, doubt.place, doubt.end)
        case Contradiction():
            return (*of(doubt.item, meeting), "printed_minutes")
        case Overfull():
            return (*of(doubt.item, meeting), "limit_s" if doubt.item.own.limit_s else "floor")
        case Outside() | Overlap():
            return (*of(doubt.item, meeting), "starts")
        case _:
            assert_never(doubt)


def of(item: Item, meeting: Meeting) -> Path:
    return ("item", meeting.items.index(item))


def why(doubt: Doubt, meeting: Meeting) -> str:
    match doubt:
        case Contradiction(item, timed):
            printed = f"{item.printed_minutes} min are printed"
            return f"session {item.number}: {printed}, but {span(item)} is {timed} min"
        case Overfull():
            return overfull(doubt)
        case Outside(item):
            return f"session {item.number}: {span(item)} is not within a sitting"
        case Overlap(item, above):
            return f"session {item.number}: {span(item)} begins before session {above.number} has ended"
        case OddClock(at, True):
            return f"{at:%Y-%m-%d %H:%M} comes twice in {meeting.zone}; the first time is taken"
        case OddClock(at):
            return (
                f"{at:%Y-%m-%d %H:%M} is skipped in {meeting.zone}; the first minute after the gap is taken"
            )
        case _:
            assert_never(doubt)


def overfull(doubt: Overfull) -> str:
    needed = f"{minutes(doubt.limit_s)} min × {doubt.speakers} = {minutes(doubt.needed_s)} min"
    room = f"the {minutes(doubt.left_s)} left of session {doubt.item.number}"
    fits = f"{minutes(doubt.fits_s)} min do" if doubt.fits_s else "not even half a minute does"
    return f"{needed} do not fit into {room}; {fits}"


def minutes(seconds: int) -> str:
    """With the half minute where there is one."""
    return f"{seconds / 60:.1f}".removesuffix(".0")


def span(item: Item) -> str:
    return f"{item.printed.starts:%H:%M}–{item.printed.ends:%H:%M}" if item.printed else ""
