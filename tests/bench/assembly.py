"""A meeting of 300 delegations, each with one person in a workspace or tenant of their own."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from adapters.slack.installations import Installation
from bot import app
from bot.clock import Shifted, now
from bot.domain.countries import ALPHA2
from bot.domain.meetings import Item, Meeting, Sitting
from bot.domain.people import Person, Role
from bot.settings import Settings
from storage.database import Database
from storage.installations import Installations
from tests.bench.people import Colleague, Talking
from tests.bench.seed import installed

ZONE, MEETING, ITEM, DELEGATIONS = "Asia/Bangkok", "assembly", "1", 300
HEAD = f"""name = "Assembly"
home_zone = "{ZONE}"
languages = ["en"]

[[body]]
id = "network"
kind = "network"
title.en = "Assembly"
"""
COUNTRIES = sorted(ALPHA2)
ORGANIZATIONS = [f"organization-{number}" for number in range(DELEGATIONS - len(COUNTRIES))]


def network_file(folder: Path) -> Path:
    """Every country there is, and organizations to make up the number."""
    countries = (f'[[member]]\niso3 = "{code}"\nkind = "member"\n' for code in COUNTRIES)
    others = (
        f'[[member]]\nid = "{of}"\nkind = "organization"\ntitle.en = "{of.title()}"\n' for of in ORGANIZATIONS
    )
    file = folder / "assembly.toml"
    file.write_text("\n".join([HEAD, *countries, *others]))
    return file


def meeting() -> Meeting:
    """Under way for three hours yet, with one list of speakers."""
    local = now().astimezone(ZoneInfo(ZONE)).replace(tzinfo=None, second=0, microsecond=0)
    sits = Sitting(local - timedelta(minutes=5), local + timedelta(hours=3))
    item = Item(number=ITEM, title={"en": "General debate"}, printed=sits, floor=True)
    title = {"en": "General debate of the assembly"}
    return Meeting(id=MEETING, title=title, body="network", zone=ZONE, sittings=(sits,), items=(item,))


async def convened(settings: Settings, people: Sequence[Talking]) -> Meeting:
    """In an empty database; as many people as there are delegations."""
    database, held = app.core(settings, Shifted()).database, meeting()
    await database.migrate()
    try:
        async with database.unit() as unit:
            await unit.meetings.add(held)
            for code, one in zip([*COUNTRIES, *ORGANIZATIONS], people, strict=True):
                await unit.people.add(delegate(code), one.address)
            await unit.commit()
        await admitted(database, people, settings.secret_key)
    finally:
        await database.dispose()
    return held


def delegate(code: str) -> Person:
    role = Role.OBSERVER if code in ORGANIZATIONS else Role.FOCAL_POINT
    return Person(id=f"person-{code}", name=f"Delegate of {code}", roles=frozenset({role}), delegation=code)


async def admitted(database: Database, people: Sequence[Talking], secret_key: str) -> None:
    """Each workspace has installed the app."""
    kept = Installations(database.unit, database.reading, Installation)
    for one in people:
        if isinstance(one, Colleague):
            await kept.put(installed(one, secret_key))
