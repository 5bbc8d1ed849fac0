"""Everybody who may be written to, with what a broadcast's audience is chosen by."""

from asyncio import sleep
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import Executable, RowMapping, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcast.audience import Audience, Candidate, traits
from bot.domain.history import Status
from bot.domain.network import Network
from bot.domain.people import Person
from bot.domain.taking_part import takes_part
from storage.bulk import batches, made_in_parts
from storage.one_trip import LONG
from storage.people import ACTING, a_person
from storage.tables import account, conversation
from storage.tables_delivery import delivery
from storage.tables_exchange import interest

C, A, D, E = conversation.c, account.c, delivery.c, interest.c
MAIL, ENGLISH, NOTHING = frozenset({"email"}), "en", frozenset[str]()
PLACES = select(C.person, C.platform.label("one")).prefix_with(LONG).union(select(A.person, A.platform))
INTERESTS = select(E.owner, E.body, E.status).where(E.status != Status.WITHDRAWN)
ACKNOWLEDGED = (
    select(D.recipient.label("person"), D.occurrence_key.label("one"))
    .prefix_with(LONG)
    .where(D.acked_at.is_not(None))
)


@dataclass(frozen=True, slots=True)
class Delegations:
    """What all who act for one have in common, looked up once for each."""

    network: Network
    answered: Mapping[str, Collection[str]]
    accepted: Mapping[str, Collection[str]]
    seen: dict[str, frozenset[str]] = field(default_factory=dict)

    def bodies(self, delegation: str) -> frozenset[str]:
        if delegation not in self.seen:
            self.seen[delegation] = frozenset(
                body.id
                for body in self.network.bodies
                if takes_part(delegation, body, self.network, self.accepted.get(body.id, NOTHING))
            )
        return self.seen[delegation]


async def candidates(
    sql: AsyncConnection, network: Network, now: datetime, about: Audience | None, *, by_mail: bool
) -> Sequence[Candidate]:
    """By delegation and name; an e-mail address is a way to them where letters go out from here."""
    people = await acting(sql, now.astimezone(ZoneInfo(network.home_zone)).date())
    platforms = await grouped(sql, PLACES)
    acknowledged = await heard(sql, about)
    delegations = known(network, (await sql.execute(INTERESTS)).mappings())

    def candidate(one: Person) -> Candidate:
        mail = MAIL if by_mail and one.email else NOTHING
        return Candidate(
            person=one,
            bodies=delegations.bodies(one.delegation),
            platforms=frozenset(platforms.get(one.id, NOTHING)) | mail,
            answered=frozenset(delegations.answered.get(one.acts_as, NOTHING)),
            acknowledged=frozenset(acknowledged.get(one.id, NOTHING)),
            language=language(one, network),
        )

    ordered = sorted(people, key=lambda one: (one.delegation, one.name, one.id))
    return await made_in_parts(map(candidate, ordered))


async def acting(sql: AsyncConnection, today: date) -> Sequence[Person]:
    rows = (await sql.execute(ACTING.prefix_with(LONG), {"today": today})).mappings()
    by_person = groupby(rows, key=lambda row: row["id"])
    return await made_in_parts(a_person([*roles]) for _, roles in by_person)


async def heard(sql: AsyncConnection, about: Audience | None) -> Mapping[str, Collection[str]]:
    """Of many broadcasts only those that are asked about."""
    asked = [one.of for one in traits(about or Audience()) if one.kind == "acknowledged"]
    return await grouped(sql, ACKNOWLEDGED.where(D.occurrence_key.in_(asked))) if asked else {}


def known(network: Network, interests: Iterable[RowMapping]) -> Delegations:
    answered, accepted = dict[str, set[str]](), dict[str, set[str]]()
    for row in interests:
        answered.setdefault(row["owner"], set()).add(f"interest:{row['body']}")
        if row["status"] == Status.ACCEPTED:
            accepted.setdefault(row["body"], set()).add(row["owner"])
    return Delegations(network, answered, accepted)


async def grouped(sql: AsyncConnection, query: Executable) -> Mapping[str, Collection[str]]:
    found = dict[str, set[str]]()
    for some in batches((await sql.execute(query)).mappings()):
        for row in some:
            found.setdefault(row["person"], set()).add(row["one"])
        await sleep(0)
    return found


def language(person: Person, network: Network) -> str:
    """As chosen, else as the platform says; English for one that nothing is written in."""
    tags = (person.language, person.locale.replace("_", "-").partition("-")[0].lower())
    return next((tag for tag in tags if tag in network.languages), ENGLISH)
