"""The network file: TOML in, a Network out, or every fault with its line and field."""

import re
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from bot.domain.countries import ALPHA2
from bot.domain.interest import Capacity
from bot.domain.network import (
    Anchor,
    Body,
    BodyKind,
    Category,
    Cycle,
    Event,
    Floor,
    Member,
    MemberKind,
    Network,
    Offset,
)
from bot.networks.files import text_of, values_of
from bot.networks.table import Fault, Table, told

BUILT_IN = Path(__file__).parent / "asia-pacific.toml"
UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def read_network(path: Path) -> Network | list[str]:
    text = text_of(path)
    return parsed(text, path.name) if isinstance(text, str) else text


def parsed(text: str, file: str) -> Network | list[str]:
    """A network without fault, or one line a fault."""
    values = values_of(text, file)
    if isinstance(values, list):
        return values
    faults: list[Fault] = []
    network = _network(Table(values, faults))
    return told(faults, file, text) if faults else network


def _network(table: Table) -> Network:
    name, zone, languages = table.text("name"), table.zone("home_zone"), _languages(table)
    members = [_member(one, languages) for one in table.tables("member")]
    bodies = [_body(one, languages, members) for one in table.tables("body")]
    events = [_event(one, languages) for one in table.tables("event")]
    if not bodies:
        table.wrong("body", "at least one [[body]] is needed")
    for kind, ids in (("body", bodies), ("member", members), ("event", events)):
        _doubles(table, kind, [one.id for one in ids])
    network = Network(
        name=name,
        home_zone=zone,
        languages=languages,
        bodies=tuple(bodies),
        members=tuple(members),
        events=tuple(events),
        floor=_floor(table.table("floor")),
        cycle=_cycle(table.table("cycle")),
    )
    table.rest()
    return network


def _doubles(table: Table, name: str, ids: list[str]) -> None:
    for place, of in enumerate(ids):
        if of and of in ids[:place]:
            why = f"“{of}” is also the id of {name}[{ids.index(of) + 1}]"
            table.faults.append(Fault((name, place, "iso3" if of in ALPHA2 else "id"), why))


def _languages(table: Table) -> tuple[str, ...]:
    languages = table.texts("languages")
    if "en" not in languages:
        table.wrong("languages", 'must hold "en": what has no other title is shown in English')
    for language in languages:
        if not re.fullmatch(r"[a-z]{2,3}", language):
            table.wrong("languages", f"“{language}” is no ISO 639 code such as fr", language)
    return languages


def _body(table: Table, languages: tuple[str, ...], members: Iterable[Member]) -> Body:
    known = {member.id for member in members}
    proposed = table.texts("proposed")
    for code in proposed:
        if code not in known:
            table.wrong("proposed", f"“{code}” is none of the [[member]] entries", code)
    body = Body(
        id=table.id("id"),
        kind=table.one_of("kind", BodyKind),
        title=table.titles(languages),
        capacities=table.some_of("capacities", Capacity),
        proposed=proposed,
    )
    table.rest()
    return body


def _member(table: Table, languages: tuple[str, ...]) -> Member:
    kind = table.one_of("kind", MemberKind)
    if kind is MemberKind.ORGANIZATION:
        member = Member(
            id=table.id("id"), kind=kind, aliases=table.texts("aliases"), title=table.titles(languages)
        )
    else:
        member = Member(id=_country(table), kind=kind, aliases=table.texts("aliases"))
    table.rest()
    return member


def _country(table: Table) -> str:
    code = table.text("iso3")
    if code and code not in ALPHA2:
        table.wrong("iso3", f"“{code}” is no country known by its three-letter code (ISO 3166), such as FJI")
    return code


def _event(table: Table, languages: tuple[str, ...]) -> Event:
    starts, ends = table.day("starts"), table.day("ends")
    if ends < starts:
        table.wrong("ends", f"{ends} is before the start, {starts}")
    event = Event(id=table.id("id"), title=table.titles(languages), starts=starts, ends=ends)
    table.rest()
    return event


def _floor(table: Table) -> Floor:
    plain = Floor()
    limit, *more = table.numbers("limit_s", (plain.limit_s,))
    if more:
        table.wrong("limit_s", "must be one number of seconds, such as 420")
    floor = Floor(
        limit_s=limit,
        categories=table.some_of("categories", Category),
        reply_limits_s=table.numbers("reply_limits_s", plain.reply_limits_s),
    )
    table.rest()
    return floor


def _cycle(table: Table) -> Cycle:
    steps = table.table("steps")
    cycle = Cycle(
        steps={name: offset for name in steps.values for offset in _offsets(steps, name, [steps.text(name)])},
        reminders=tuple(_offsets(table, "reminders", table.texts("reminders"))),
        chases=tuple(_offsets(table, "chases", table.texts("chases"))),
    )
    table.rest()
    return cycle


def _offsets(table: Table, name: str, texts: Iterable[str]) -> Iterable[Offset]:
    for text in filter(None, texts):
        found = re.fullmatch(r"([TF])(?:([+-])(\d{1,3})([hdw]))?", text)
        if found is None:
            table.wrong(name, f"“{text}” is no offset such as T-6w, T+3d, T-1h or F", text)
        else:
            yield _offset(text, *found.groups(default=""))


def _offset(text: str, anchor: str, sign: str, amount: str, unit: str) -> Offset:
    after = int(amount) * UNITS[unit] if unit else timedelta()
    return Offset(Anchor(anchor), -after if sign == "-" else after, text)
