"""Entries for the reader's calendar as an iCalendar file (RFC 5545, RFC 5546)."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from icalendar import Calendar as File
from icalendar import Event, vCalAddress, vText

from adapters.email.pen import line, plain
from bot.cards import Calendar
from bot.ports import Words

PRODUCT = "-//focalbot//EN"
Method = Literal["PUBLISH", "CANCEL"]


def method(entries: Sequence[Calendar]) -> Method:
    return "CANCEL" if all(one.cancelled for one in entries) else "PUBLISH"


def written(entries: Sequence[Calendar], words: Words, *, sender: str, network: str, at: datetime) -> str:
    """Instants in UTC: no reader needs our table of zones. `at`: when this was written."""
    file = File()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("method", method(entries))
    organizer = vCalAddress(f"mailto:{sender}")
    organizer.params["cn"] = vText(line(network).replace('"', "'"))
    for one in entries:
        event = entry(one, words, sender.partition("@")[2], at)
        event.add("organizer", organizer)
        file.add_component(event)
    raw: bytes = file.to_ical()
    return raw.decode()


def entry(one: Calendar, words: Words, host: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.uid}@{host}")
    event.add("sequence", one.sequence)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", one.starts.astimezone(UTC))
    event.add("dtend", one.ends.astimezone(UTC))
    event.add("summary", line(plain(one.title, words)))
    event.add("status", status(one))
    if one.place:
        event.add("location", line(plain(one.place, words)))
    if one.link:
        event.add("url", one.link)
    return event


def status(one: Calendar) -> str:
    if one.cancelled:
        return "CANCELLED"
    return "TENTATIVE" if one.tentative else "CONFIRMED"
