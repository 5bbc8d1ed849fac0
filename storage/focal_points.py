"""The focal points list: people with all their roles and accounts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import RowMapping, Select, delete, exists, insert, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.elements import ColumnElement

from bot.chat import Address
from bot.domain.people import Assignment, Listed, Person, Role
from storage.people import OWN, account_row, assignment_row, person_row
from storage.sql import insert_new
from storage.tables import account, assignment, conversation, draft, person

P, A = person.c, assignment.c
LISTED = exists().where(A.person == P.id)

themselves = select(P.id, (literal("person:") + P.id).label("owner")).subquery()
"""Everybody's settings are their own."""


@dataclass(frozen=True, slots=True)
class FocalPoints:
    """Whoever has or had a role is on it; `locks`: who is loaded to be changed stays ours until the end."""

    sql: AsyncConnection
    locks: bool = True

    async def get(self, of: str) -> Listed | None:
        return await self.one(select(person).where(P.id == of))

    async def locked(self, of: str) -> Listed | None:
        return await self.one(self.held(select(person).where(P.id == of)))

    async def holding(self, role: str) -> Listed | None:
        """Whose role it is, locked."""
        holder = select(A.person).where(A.id == role).scalar_subquery()
        return await self.one(self.held(select(person).where(P.id == holder)))

    async def by_email(self, email: str) -> Listed | None:
        return await self.one(select(person).where(P.email == email)) if email else None

    async def bound(self, platform: str, address: str) -> Listed | None:
        """Whose account it is."""
        here = (account.c.platform == platform, account.c.address == address)
        return await self.one(
            select(person).where(P.id == select(account.c.person).where(*here).scalar_subquery())
        )

    async def page(self, words: str, page: int, size: int) -> tuple[Sequence[Listed], bool]:
        """Those of that name first."""
        wanted = select(person).where(LISTED, *(holds(word) for word in words.split()))
        by_name = P.name.icontains(words, autoescape=True).desc()
        ordered = wanted.order_by(by_name, P.name, P.id)
        found = await self.people(ordered.limit(size + 1).offset((page - 1) * size))
        return found[:size], len(found) > size

    async def all(self) -> Sequence[Listed]:
        return await self.people(select(person).where(LISTED).order_by(P.email, P.id))

    async def add(self, new: Person) -> bool:
        return await insert_new(self.sql, person, person_row(new)) > 0

    async def save(self, changed: Person) -> None:
        await self.sql.execute(update(person).where(P.id == changed.id).values(person_row(changed)))

    async def assign(self, new: Assignment) -> None:
        await self.sql.execute(insert(assignment).values(assignment_row(new)))

    async def change(self, changed: Assignment) -> None:
        await self.sql.execute(update(assignment).where(A.id == changed.id).values(assignment_row(changed)))

    async def bind(self, platform: str, address: str, to: str) -> None:
        await insert_new(self.sql, account, account_row(Address(platform, address), to))

    async def join(self, stranger: str, into: str) -> None:
        """Their accounts, chats and client's language, but nothing they had begun.

        Who was listed once stays in the records.
        """
        met = select(conversation.c.platform, conversation.c.place).where(conversation.c.person == stranger)
        for platform, place in (await self.sql.execute(met)).all():
            there = (conversation.c.platform == platform, conversation.c.place == place)
            await self.sql.execute(delete(conversation).where(*there, conversation.c.person == into))
        closed = {"person": into, "draft": None, "asked": None, "shortcuts": None}
        await self.sql.execute(update(conversation).where(conversation.c.person == stranger).values(closed))
        await self.sql.execute(update(account).where(account.c.person == stranger).values(person=into))
        spoken = select(P.locale).where(P.id == stranger).scalar_subquery()
        await self.sql.execute(update(person).where(P.id == into).values(locale=spoken))
        emptied = {"owner": f"person:{into}", "holder": into, "given": {}, "before": {}}
        await self.sql.execute(update(draft).where(draft.c.owner == f"person:{stranger}").values(emptied))
        await self.sql.execute(delete(person).where(P.id == stranger, ~LISTED))

    async def one(self, query: Select[tuple[object, ...]]) -> Listed | None:
        return next(iter(await self.people(query)), None)

    async def people(self, query: Select[tuple[object, ...]]) -> Sequence[Listed]:
        rows = (await self.sql.execute(query)).mappings().all()
        ids = [row["id"] for row in rows]
        roles = await self.of(select(assignment).where(A.person.in_(ids)).order_by(A.since, A.id), ids)
        known = select(account).where(account.c.person.in_(ids))
        accounts = await self.of(known.order_by(account.c.platform, account.c.address), ids)
        return [listed(row, roles.get(row["id"], ()), accounts.get(row["id"], ())) for row in rows]

    async def of(
        self, query: Select[tuple[object, ...]], ids: Sequence[str]
    ) -> Mapping[str, Sequence[RowMapping]]:
        found: dict[str, list[RowMapping]] = {}
        for row in (await self.sql.execute(query)).mappings() if ids else ():
            found.setdefault(row["person"], []).append(row)
        return found

    def held(self, query: Select[tuple[object, ...]]) -> Select[tuple[object, ...]]:
        return query.with_for_update() if self.locks else query


def holds(word: str) -> ColumnElement[bool]:
    """A delegation by its code only: its names are in no table."""
    role = exists().where(
        A.person == P.id, or_(A.delegation == word, A.agency.icontains(word, autoescape=True))
    )
    return or_(P.name.icontains(word, autoescape=True), P.email.icontains(word, autoescape=True), role)


def listed(row: RowMapping, roles: Sequence[RowMapping], accounts: Sequence[RowMapping]) -> Listed:
    held = tuple(an_assignment(role) for role in roles)
    known = tuple((one["platform"], one["address"]) for one in accounts)
    return Listed(Person(**{name: row[name] for name in OWN}), held, known)


def an_assignment(row: RowMapping) -> Assignment:
    return Assignment(**{**row, "role": Role(row["role"])})
