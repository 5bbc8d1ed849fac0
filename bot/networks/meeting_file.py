"""The meeting file: TOML in, a Meeting out, or every fault with its line and field."""

import re
from collections.abc import Sequence
from dataclasses import fields
from urllib.parse import urlsplit

from bot.domain.meetings import Item, Meeting, MeetingMode, MeetingStatus, OwnRules, Sitting, overlapping
from bot.domain.network import Network
from bot.networks.files import values_of
from bot.networks.printed_times import placed
from bot.networks.table import LONGEST_TITLE, Fault, Table, told

LONGEST_LINK = 500
OWN = tuple(field.name for field in fields(OwnRules))


def parsed(text: str, file: str, network: Network) -> Meeting | list[str]:
    """A meeting of a body of this network, or one line a fault."""
    values = values_of(text, file)
    if isinstance(values, list):
        return values
    faults: list[Fault] = []
    meeting = _meeting(Table(values, faults), network)
    return told(faults, file, text) if faults else meeting


def _meeting(root: Table, network: Network) -> Meeting:
    if not root.has("meeting"):
        root.wrong("meeting", "is missing: a table [meeting] says which meeting this is")
    table, sittings = root.table("meeting"), _sittings(root)
    items = tuple(_item(one, network, sittings) for one in root.tables("item"))
    _doubles(root, items)
    meeting = Meeting(
        id=table.id("id"),
        title=table.titles(network.languages),
        body=_body(table, network),
        zone=table.zone("zone") if table.has("zone") else network.home_zone,
        mode=table.one_of("mode", MeetingMode) if table.has("mode") else MeetingMode.HYBRID,
        status=table.one_of("status", MeetingStatus) if table.has("status") else MeetingStatus.CONFIRMED,
        room=_short(table, "room", LONGEST_TITLE),
        link=_link(table),
        sittings=sittings,
        items=items,
    )
    for one in (table, root):
        one.rest()
    return meeting


def _body(table: Table, network: Network) -> str:
    body = table.text("body")
    if body and not network.body(body):
        known = ", ".join(one.id for one in network.bodies)
        table.wrong("body", f"“{body}” is none of the network's bodies: {known}")
    return body


def _short(table: Table, name: str, most: int) -> str:
    text = table.text(name) if table.has(name) else ""
    if len(text) > most:
        table.wrong(name, f"has {len(text)} characters; at most {most}")
    return text


def _link(table: Table) -> str:
    link = _short(table, "link", LONGEST_LINK)
    try:
        parts = urlsplit(link)
    except ValueError:
        parts = urlsplit("")
    if link and not (parts.scheme == "https" and parts.netloc and not re.search(r"\s", link)):
        table.wrong("link", "must be an address that begins with https://")
    return link


def _sittings(root: Table) -> tuple[Sitting, ...]:
    if not root.has("sitting"):
        root.wrong("sitting", "at least one [[sitting]] is needed")
    sittings = tuple(found for one in root.tables("sitting") if (found := _sitting(one)))
    for place in overlapping(sittings):
        why = f"is before sitting[{place}] has ended"
        root.faults.append(Fault(("sitting", place, "starts"), why))
    return sittings


def _sitting(table: Table) -> Sitting | None:
    starts, ends = table.local("starts"), table.local("ends")
    table.rest()
    if starts is None or ends is None:
        return None
    if ends <= starts:
        table.wrong("ends", f"{ends} is not after the start, {starts}")
    return Sitting(starts, ends)


def _item(table: Table, network: Network, sittings: Sequence[Sitting]) -> Item:
    item = Item(
        number=_number(table),
        title=table.titles(network.languages),
        printed=_printed(table, sittings),
        printed_minutes=table.number("printed_minutes", 1),
        reserved_minutes=table.number("reserved_minutes", 0) or 0,
        floor=table.flag("floor") or False,
        own=_own(table),
    )
    for name in OWN if not item.floor else ():
        if table.has(name):
            table.wrong(name, "is a rule of a list of speakers: say floor = true too")
    table.rest()
    return item


def _number(table: Table) -> str:
    text = table.text("number")
    if text and not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z.()-]{0,11}", text):
        table.wrong("number", f"“{text}” may hold letters, digits, dots, hyphens and (), 12 at most")
    return text


def _doubles(root: Table, items: Sequence[Item]) -> None:
    numbers = [item.number for item in items]
    for place, number in enumerate(numbers):
        if number and number in numbers[:place]:
            why = f"“{number}” is also the number of item[{numbers.index(number) + 1}]"
            root.faults.append(Fault(("item", place, "number"), why))


def _printed(table: Table, sittings: Sequence[Sitting]) -> Sitting | None:
    starts, ends = table.clock("starts"), table.clock("ends")
    if table.has("starts") != table.has("ends"):
        missing = "ends" if table.has("starts") else "starts"
        table.wrong(missing, "is missing: printed times have a start and an end")
    if starts is None or ends is None or not sittings:
        return None
    found = placed(starts, ends, sittings)
    if isinstance(found, str):
        table.wrong("starts", found)
        return None
    if found.ends <= found.starts:
        table.wrong("ends", f"{found.ends} is not after the start, {found.starts}")
    return found


def _own(table: Table) -> OwnRules:
    return OwnRules(
        limit_s=table.number("limit_s", 1),
        point_limit_s=table.number("point_limit_s", 1),
        reply_limits_s=table.numbers("reply_limits_s", ()) or None,
        several=table.flag("several"),
        starts_at_once=table.flag("starts_at_once"),
        points_when_closed=table.flag("points_when_closed"),
        replies=table.flag("replies"),
    )
