"""A database in the middle of a working day: everybody has a form open, and is asked its first question."""

from collections.abc import Sequence
from dataclasses import replace

from adapters.slack.installations import Installation
from adapters.slack.secrets import vault
from bot import app
from bot.clock import Shifted, now
from bot.dialog import Draft
from bot.domain.people import Person, Role
from bot.sample import COUNTRIES
from bot.settings import Settings
from storage.installations import Installations
from storage.unit_of_work import Unit
from tests.bench.people import FIRST, FORM, Colleague, Talking, in_slack


async def sown(settings: Settings, people: Sequence[Talking]) -> None:
    database = app.core(settings, Shifted()).database
    await database.migrate()
    try:
        async with database.unit() as unit:
            for number, one in enumerate(people):
                await enrol(unit, number, one)
            await unit.commit()
        installations = Installations(database.unit, database.reading, Installation)
        for colleague in in_slack():
            await installations.put(installed(colleague, settings.secret_key))
    finally:
        await database.dispose()


async def enrol(unit: Unit, number: int, one: Talking) -> None:
    country = COUNTRIES[number % len(COUNTRIES)]
    person = Person(
        id=f"person-{one.address.platform}-{number}",
        name=f"Focal Point {number}",
        email=f"{one.address.platform}-{number}@example.org",
        roles=frozenset({Role.FOCAL_POINT}),
        delegation=country.code,
        agency=country.agency,
    )
    await unit.people.add(person, one.address)
    draft = Draft(id=f"draft-{person.id}", form=FORM, owner=person.acts_as, holder=person.id)
    await unit.drafts.add(replace(draft, used_at=now()))
    conversation = await unit.conversations.of(person.id, one.conversation)
    await unit.conversations.save(replace(conversation, draft=draft.id, asked=FIRST))


def installed(colleague: Colleague, secret_key: str) -> Installation:
    token = vault(secret_key).sealed(f"xoxb-{colleague.account.team}")
    return Installation(id=colleague.account.team, installed_at=now(), token=token, bot_user="UBOT")
