"""Answers as a card shows them: a name and a value, left out where nothing was answered."""

from collections.abc import Iterable
from datetime import date

from bot.cards import Facts, Say, say


def facts(*rows: tuple[str, Say | None]) -> Facts:
    """Each with the key of its name."""
    return Facts(tuple((say(name), value) for name, value in rows if value))


def typed(text: str | None) -> Say | None:
    """As somebody wrote it."""
    return Say("list", {"0": text}) if text else None


def listed(labels: Iterable[Say]) -> Say | None:
    parts = {str(place): label for place, label in enumerate(labels)}
    return Say("list", parts) if parts else None


def labelled(kind: str, chosen: Iterable[str]) -> Say | None:
    return listed(say(f"{kind}-{one}") for one in chosen)


def delegations(codes: Iterable[str]) -> Say | None:
    return listed(delegation(code) for code in codes)


def delegation(of: str) -> Say:
    return say("delegation", id=of)


def languages(codes: Iterable[str]) -> Say | None:
    return listed(say("language", code=code) for code in codes)


def number(value: int | None) -> Say | None:
    return None if value is None else say("number", number=value)


def day(value: date | None) -> Say | None:
    return say("day", day=value.isoformat()) if value else None


def yes_or_no(value: bool | None) -> Say | None:
    return None if value is None else say("yes" if value else "no")


def spelled(value: object) -> str | None:
    """As a form keeps it."""
    match value:
        case None | ():
            return None
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ",".join(map(str, value))
        case date():
            return value.isoformat()
        case _:
            return str(value)
