"""Everybody who may be written to, with what a broadcast's audience is chosen by."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcast.audience import Candidate
from bot.domain.history import Status
from bot.domain.network import Network
from bot.domain.people import Person
from bot.domain.taking_part import takes_part
from storage.people import People
from storage.tables import account, conversation
from storage.tables_broadcasts import broadcast
from storage.tables_delivery import delivery
from storage.tables_exchange import interest

C, A, D, E = conversation.c, account.c, delivery.c, interest.c
MAIL, ENGLISH, NOTHING = frozenset({"email"}), "en", frozenset[str]()
PLACES = union(select(C.person, C.platform.label("one")), select(A.person, A.platform))
INTERESTS = select(E.owner, E.body, E.status).where(E.status != Status.WITHDRAWN)
ACKNOWLEDGED = (
    select(D.recipient.label("person"), D.occurrence_key.label("one"))
    .join_from(broadcast, delivery, D.occurrence_key == broadcast.c.reference)
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
    sql: AsyncConnection, network: Network, now: datetime, *, by_mail: bool
) -> Sequence[Candidate]:
    """By delegation and name; an e-mail address is a way to them where letters go out from here."""
    people = await People(sql, ZoneInfo(network.home_zone)).acting(now=now)
    platforms = grouped((await sql.execute(PLACES)).mappings())
    acknowledged = grouped((await sql.execute(ACKNOWLEDGED)).mappings())
    delegations = known(network, (await sql.execute(INTERESTS)).mappings())
    return [
        Candidate(
            person=one,
            bodies=delegations.bodies(one.delegation),
            platforms=frozenset(platforms.get(one.id, NOTHING))
            | (MAIL if by_mail and one.email else NOTHING),
            answered=frozenset(delegations.answered.get(one.acts_as, NOTHING)),
            acknowledged=frozenset(acknowledged.get(one.id, NOTHING)),
            language=language(one, network),
        )
        for one in sorted(people, key=lambda one: (one.delegation, one.name, one.id))
    ]


def known(network: Network, interests: Iterable[RowMapping]) -> Delegations:
    answered, accepted = dict[str, set[str]](), dict[str, set[str]]()
    for row in interests:
        answered.setdefault(row["owner"], set()).add(f"interest:{row['body']}")
        if row["status"] == Status.ACCEPTED:
            accepted.setdefault(row["body"], set()).add(row["owner"])
    return Delegations(network, answered, accepted)


def grouped(pairs: Iterable[RowMapping]) -> Mapping[str, Collection[str]]:
    found = dict[str, set[str]]()
    for row in pairs:
        found.setdefault(row["person"], set()).add(row["one"])
    return found


def language(person: Person, network: Network) -> str:
    """As chosen, else as the platform says; English for one that nothing is written in."""
    tags = (person.language, person.locale.replace("_", "-").partition("-")[0].lower())
    return next((tag for tag in tags if tag in network.languages), ENGLISH)
