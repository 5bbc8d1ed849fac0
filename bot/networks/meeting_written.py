"""A Meeting as the file it would be read from."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from bot.domain.meetings import Item, Meeting, Sitting
from bot.networks.printed_times import placed


def written(meeting: Meeting) -> str:
    """Read again it is equal; how often it has changed is not in it."""
    return "\n".join([*_meeting(meeting), *_sittings(meeting.sittings), *_items(meeting), ""])


def _meeting(one: Meeting) -> Iterator[str]:
    yield "[meeting]"
    yield f"id = {_text(one.id)}"
    yield from _titles(one.title)
    for name in ("body", "zone", "mode", "room", "link", "status"):
        if value := str(getattr(one, name)):
            yield f"{name} = {_text(value)}"


def _sittings(sittings: Sequence[Sitting]) -> Iterator[str]:
    for one in sittings:
        yield from ("", "[[sitting]]", f"starts = {one.starts.isoformat()}", f"ends = {one.ends.isoformat()}")


def _items(meeting: Meeting) -> Iterator[str]:
    for item in meeting.items:
        yield from ("", "[[item]]", f"number = {_text(item.number)}")
        yield from _titles(item.title)
        yield from _printed(item, meeting.sittings)
        yield from _figures(item)


def _printed(item: Item, sittings: Sequence[Sitting]) -> Iterator[str]:
    if printed := item.printed:
        plain = placed(printed.starts.time(), printed.ends.time(), sittings) == printed
        for name, at in (("starts", printed.starts), ("ends", printed.ends)):
            yield f"{name} = {_clock(at, plain=plain)}"


def _clock(at: datetime, *, plain: bool) -> str:
    short = plain and not (at.second or at.microsecond)
    return _text(f"{at:%H:%M}") if short else at.isoformat()


def _figures(item: Item) -> Iterator[str]:
    if item.printed_minutes is not None:
        yield f"printed_minutes = {item.printed_minutes}"
    if item.reserved_minutes:
        yield f"reserved_minutes = {item.reserved_minutes}"
    if item.floor:
        yield "floor = true"
    for name, value in asdict(item.own).items():
        if value is not None:
            yield f"{name} = {_value(value)}"


def _value(value: bool | int | tuple[int, ...]) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else f"[{', '.join(map(str, value))}]"


def _titles(titles: Mapping[str, str]) -> Iterator[str]:
    return (f"title.{language} = {_text(title)}" for language, title in titles.items())


def _text(text: str) -> str:
    """JSON's strings are TOML's, but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
