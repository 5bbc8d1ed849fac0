"""A floor in words: its items, kinds, times and lengths, and why something is refused."""

from datetime import datetime, timedelta

from bot.cards import Say, say
from bot.domain.floor.entry import Entry, Kind
from bot.domain.meetings import Item, Meeting
from bot.domain.network import Titles
from bot.domain.people import Refused
from bot.ports import Reading
from dialogs.facts import delegation
from dialogs.standing import name

OF_LENGTHS = frozenset({"floor-limit-now", "floor-limit-odd"})


def titled(titles: Titles) -> Say:
    return Say("titled", dict(titles))


def item_named(item: Item) -> Say:
    return say("floor-item", number=item.number, title=titled(item.title))


def item_of(meeting: Meeting | None, number: str) -> Say:
    """Of an item that has left the agenda the number alone."""
    item = meeting.item(number) if meeting else None
    return item_named(item) if item else say("floor-item-number", number=number)


def named(entry: Entry) -> Say:
    """The delegation, and what it has the floor for where that is no statement."""
    of, kind = delegation(entry.asked.delegation), entry.asked.kind
    return of if kind is Kind.STATEMENT else say("floor-entry", delegation=of, kind=say(f"kind-{kind}"))


def clock(at: datetime, *, exact: bool = False) -> Say:
    return Say("time-exact" if exact else "time", {"at": at.isoformat()})


def how_far(entry: Entry, limit: timedelta) -> str:
    """`speaking` for the first time, `again` after a pause, or `over` the limit already when it went on."""
    if not entry.spoken:
        return "speaking"
    return "again" if entry.spoken < limit else "over"


def length(lasts: timedelta | int) -> str:
    """Minutes and seconds, as `7:00`; hours count as minutes."""
    seconds = round(lasts.total_seconds()) if isinstance(lasts, timedelta) else lasts
    return f"{seconds // 60}:{seconds % 60:02}"


async def refusal(no: Refused, reading: Reading) -> Say:
    """With names instead of ids, and times of day."""
    args: dict[str, str | int | Say] = {}
    for key, value in no.args:
        if isinstance(value, int) and no.key in OF_LENGTHS:
            args[key] = length(value)
        else:
            args[key] = await spelled(key, value, reading)
    return Say(no.key, args)


async def spelled(key: str, value: object, reading: Reading) -> str | int | Say:
    match key, value:
        case _, datetime():
            return clock(value)
        case "by", str():
            return await name(value, reading)
        case "delegation" | "other", str():
            return delegation(value)
        case _, str() | int():
            return value
        case _:
            return str(value)
