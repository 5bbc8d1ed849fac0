"""Thousands of recipients in workspaces and tenants, who have all met the bot, and a broadcast for them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Table, insert

from adapters.slack.installations import Installation
from adapters.slack.secrets import vault
from adapters.teams.references import Reference
from bot.chat import Address
from bot.clock import now
from bot.domain.broadcast.broadcast import Broadcast, Phase, Text, Version
from bot.domain.people import Assignment, Person, Role
from bot.ports_broadcasts import Planned
from bot.sample import COUNTRIES
from storage.database import Database
from storage.installations import Installations
from storage.people import account_row, assignment_row, person_row
from storage.tables import account, assignment, conversation, person
from storage.tables_platforms import teams_reference
from storage.unit_of_work import Unit
from tests.fakes.teams_activities import BOT

AT_ONCE, BROADCAST = 500, "broadcast-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """`slack` people in `workspaces`, `teams` in `tenants`, evenly."""

    slack: int = 0
    teams: int = 0
    workspaces: int = 20
    tenants: int = 20

    @property
    def size(self) -> int:
        return self.slack + self.teams

    @property
    def people(self) -> Iterator[tuple[str, Address, Address]]:
        """Each with account and conversation, in turn from either platform while both last."""
        for number in range(max(self.slack, self.teams)):
            if number < self.slack:
                team = f"T{number % self.workspaces}"
                user, chat = Address("slack", f"{team}/U{number}"), Address("slack", f"{team}/D{number}")
                yield f"s{number}", user, chat
            if number < self.teams:
                account = Address("teams", f"{tenant(self, number)}/aad-{number}")
                yield f"t{number}", account, Address("teams", f"a:{number}")


def tenant(crowd: Crowd, number: int) -> str:
    return f"tenant-{number % crowd.tenants}"


def tenant_of(crowd: Crowd, place: str) -> str:
    return tenant(crowd, int(place.removeprefix("a:")))


async def gathered(database: Database, crowd: Crowd, service: str, secret_key: str) -> None:
    """In an empty database; `service`: where Teams is."""
    people = [*crowd.people]
    for first in range(0, len(people), AT_ONCE):
        async with database.unit() as unit:
            await enrolled(unit, people[first : first + AT_ONCE], service)
            await unit.commit()
    installations = Installations(database.unit, database.reading, Installation)
    for number in range(crowd.workspaces if crowd.slack else 0):
        team = f"T{number}"
        token = vault(secret_key).sealed(f"xoxb-{team}")
        await installations.put(Installation(id=team, installed_at=now(), token=token, bot_user="UBOT"))


async def enrolled(unit: Unit, people: Sequence[tuple[str, Address, Address]], service: str) -> None:
    met = [
        {"person": of, "platform": place.platform, "place": place.id, "used": 1} for of, _, place in people
    ]
    rows: Mapping[Table, Sequence[Mapping[str, object]]] = {
        person: [person_row(Person(id=of, name=of.title(), language="en")) for of, _, _ in people],
        assignment: [assignment_row(role_of(of)) for of, _, _ in people],
        account: [account_row(address, of) for of, address, _ in people],
        conversation: met,
        teams_reference: [row for _, address, place in people for row in references(address, place, service)],
    }
    for table, values in rows.items():
        if values:
            await unit.sql.execute(insert(table), values)


def role_of(of: str) -> Assignment:
    country = COUNTRIES[int(of[1:]) % len(COUNTRIES)]
    return Assignment(id=f"{of}/1", person=of, role=Role.FOCAL_POINT, delegation=country.code)


def references(address: Address, place: Address, service: str) -> Iterator[Mapping[str, object]]:
    if address.platform == "teams":
        of, _, aad = address.id.partition("/")
        user = f"29:{aad}"
        known = Reference(
            service=service, tenant=of, conversation=place.id, bot=BOT, user=user, aad=aad, personal=True
        )
        yield from ({"place": one, "stored": asdict(known)} for one in (place.id, address.id))


async def planned(database: Database, crowd: Crowd, due_at: datetime) -> Broadcast:
    """Approved, in one transaction."""
    async with database.unit() as unit:
        kept = await unit.broadcasts.begun(approved(), year=due_at.year)
        recipients = (Planned(person=of, due_at=due_at) for of, _, _ in crowd.people)
        if await unit.broadcasts.plan(kept, recipients, now=now()) != crowd.size:
            raise LookupError(kept.reference)
        await unit.commit(("outbox",))
    return kept


def approved() -> Broadcast:
    at = now() - timedelta(minutes=1)
    text = Text(subject="Rice breeding", body="The call closes on Friday. Please answer before.")
    first = Version(
        number=1, texts={"en": text}, fallback="en", by="s0", at=at, approved_by="s1", approved_at=at
    )
    return Broadcast(
        id=BROADCAST,
        reference="",
        author="s0",
        phase=Phase.APPROVED,
        sent_version=1,
        versions=(first,),
        approved_by="s1",
        approved_at=at,
    )
