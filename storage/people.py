"""Who is who: people, their accounts, and their roles with dates."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import groupby

from sqlalchemy import (
    BindParameter,
    Date,
    FromClause,
    RowMapping,
    Select,
    and_,
    bindparam,
    delete,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.elements import ColumnElement

from bot.chat import Address
from bot.dialog import To
from bot.domain.people import Assignment, Person, Role
from storage.sql import insert_new
from storage.tables import account, assignment, person

P, A = person.c, assignment.c
ROLES = frozenset(Role)
OWN = ("id", "name", "email", "language", "locale", "time_zone", "quiet_from", "quiet_until", "reach")


@dataclass(frozen=True, slots=True)
class People:
    """Roles begin and end at midnight in the network's `home` zone."""

    sql: AsyncConnection
    home: tzinfo

    async def at(self, address: Address, *, now: datetime) -> Person | None:
        here = {"platform": address.platform, "address": address.id}
        rows = (await self.sql.execute(AT, here | {"today": self.today(now)})).mappings().all()
        return a_person(rows) if rows else None

    async def by_id(self, of: str, *, now: datetime) -> Person:
        """Without a name where there is nobody of that id any more."""
        return (await self.by_ids((of,), now=now))[of]

    async def by_ids(self, people: Collection[str], *, now: datetime) -> Mapping[str, Person]:
        found = await self.sql.execute(BY_IDS, {"people": [*people], "today": self.today(now)})
        known = groupby(found.mappings(), key=lambda row: row["id"])
        return {of: Person(id=of) for of in people} | {of: a_person([*rows]) for of, rows in known}

    async def acting(self, *, now: datetime) -> Sequence[Person]:
        rows = (await self.sql.execute(ACTING, {"today": self.today(now)})).mappings()
        return [a_person(list(roles)) for _, roles in groupby(rows, key=lambda row: row["id"])]

    async def whom(self, to: To, *, now: datetime) -> Sequence[str]:
        """Roles and a delegation narrow each other; a person named comes in addition."""
        asked: list[ColumnElement[bool]] = [A.role.in_(to.roles)] if to.roles else []
        asked += [A.delegation == to.delegation] if to.delegation else []
        members = select(A.person).where(*asked, in_force(self.today(now)))
        found = (
            (await self.sql.execute(members.distinct().order_by(A.person))).scalars().all() if asked else []
        )
        return list(dict.fromkeys([*found, to.person])) if to.person else list(found)

    async def meet(self, address: Address, of: str, *, now: datetime) -> Person:
        await self.sql.execute(insert(person).values(person_row(Person(id=of))))
        if await insert_new(self.sql, account, account_row(address, of)):
            return Person(id=of)
        await self.sql.execute(delete(person).where(P.id == of))
        return await self.at(address, now=now) or Person(id=of)

    async def add(self, new: Person, *addresses: Address) -> None:
        """With its roles for ever."""
        await self.sql.execute(insert(person).values(person_row(new)))
        acting = {"person": new.id, "delegation": new.delegation, "agency": new.agency}
        for role in sorted(new.roles):
            one = {"id": f"{new.id}/{role}", "role": role, **acting}
            await self.sql.execute(insert(assignment).values(one))
        for address in addresses:
            await self.bind(address, new.id)

    async def speaks(self, of: str, locale: str) -> None:
        await self.sql.execute(update(person).where(P.id == of).values(locale=locale))

    async def bind(self, address: Address, of: str) -> None:
        """The account is this person's from now on."""
        if not await insert_new(self.sql, account, account_row(address, of)):
            here = (account.c.platform == address.platform, account.c.address == address.id)
            await self.sql.execute(update(account).where(*here).values(person=of))

    def today(self, now: datetime) -> date:
        return now.astimezone(self.home).date()


def in_force(today: date | BindParameter[date]) -> ColumnElement[bool]:
    begun = or_(A.since.is_(None), A.since <= today)
    return and_(begun, or_(A.until.is_(None), A.until >= today))


def with_roles(known: FromClause, *where: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    """On the day that is bound as `today`."""
    joined = known.outerjoin(assignment, and_(A.person == P.id, in_force(bindparam("today", type_=Date))))
    found = select(person, A.role, A.delegation, A.agency).select_from(joined)
    return found.where(*where).order_by(P.id, A.id)


AT = with_roles(
    account.join(person, account.c.person == P.id),
    account.c.platform == bindparam("platform"),
    account.c.address == bindparam("address"),
)
BY_IDS = with_roles(person, P.id.in_(bindparam("people", expanding=True)))
ACTING = with_roles(person, A.id.is_not(None))


def a_person(rows: Sequence[RowMapping]) -> Person:
    """Of one row per role in force; acts for the delegation of the first that has one.

    A role that only another version knows gives nothing.
    """
    first = rows[0]
    acts = next((row for row in rows if row["delegation"]), first)
    return Person(
        **{name: first[name] for name in OWN},
        roles=frozenset(Role(row["role"]) for row in rows if row["role"] in ROLES),
        delegation=acts["delegation"] or "",
        agency=acts["agency"] or "",
    )


def person_row(one: Person) -> dict[str, str | int]:
    return {name: getattr(one, name) for name in OWN}


def account_row(address: Address, of: str) -> dict[str, str]:
    return {"platform": address.platform, "address": address.id, "person": of}


def assignment_row(one: Assignment) -> dict[str, str | date | None]:
    return {column.name: getattr(one, column.name) for column in assignment.columns}
