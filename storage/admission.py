"""Requests to be let in, one-time codes, and wrong tries at them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, Select, delete, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.admission import LOCKED, Admission, Code, CodeAsked, Decision, Tries
from bot.domain.people import Role
from storage.sql import inserting
from storage.tables import person
from storage.tables_people import admission, binding_code, code_asked, code_tries

A, C, P, Q = admission.c, binding_code.c, person.c, code_asked.c

asking = select(A.id, (literal("person:") + A.person).label("owner")).subquery()
"""A request belongs to the outsider who made it."""


@dataclass(frozen=True, slots=True)
class Admissions:
    """`locks`: what is loaded to be decided stays ours until the end."""

    sql: AsyncConnection
    locks: bool = True

    async def get(self, of: str) -> Admission | None:
        return await self.one(select(admission).where(A.id == of))

    async def locked(self, of: str) -> Admission | None:
        asked = select(admission).where(A.id == of)
        return await self.one(asked.with_for_update() if self.locks else asked)

    async def of_person(self, person: str) -> Admission | None:
        asked = select(admission).where(A.person == person)
        return await self.one(asked.order_by(A.asked_at.desc(), A.id.desc()).limit(1))

    async def waiting(self, page: int, size: int) -> tuple[Sequence[Admission], bool]:
        asked = select(admission).where(A.decision == Decision.WAITING).order_by(A.asked_at, A.id)
        rows = (await self.sql.execute(asked.limit(size + 1).offset((page - 1) * size))).mappings()
        found = [an_admission(row) for row in rows]
        return found[:size], len(found) > size

    async def add(self, new: Admission) -> None:
        await self.sql.execute(insert(admission).values(asdict(new)))

    async def save(self, changed: Admission) -> None:
        await self.sql.execute(update(admission).where(A.id == changed.id).values(asdict(changed)))

    async def one(self, query: Select[tuple[object, ...]]) -> Admission | None:
        row = (await self.sql.execute(query)).mappings().first()
        return an_admission(row) if row else None


def an_admission(row: RowMapping) -> Admission:
    return Admission(**{**row, "role": Role(row["role"]), "decision": Decision(row["decision"])})


@dataclass(frozen=True, slots=True)
class Codes:
    sql: AsyncConnection
    locks: bool = True

    async def locked(self, digest: str) -> Code | None:
        kept = select(binding_code).where(C.digest == digest)
        row = (await self.sql.execute(kept.with_for_update() if self.locks else kept)).mappings().first()
        return Code(**row) if row else None

    async def issue(self, new: Code) -> None:
        """The only one of that person."""
        await self.sql.execute(delete(binding_code).where(C.person == new.person))
        await self.add(new)

    async def add(self, new: Code) -> None:
        await self.sql.execute(insert(binding_code).values(asdict(new)))

    async def asked(self, new: CodeAsked) -> tuple[Sequence[datetime], Sequence[datetime]]:
        await self.held(new.person)
        return await self.moments(Q.person == new.person), await self.moments(Q.address == new.address)

    async def moments(self, whose: ColumnElement[bool]) -> Sequence[datetime]:
        return (await self.sql.execute(select(Q.asked_at).where(whose))).scalars().all()

    async def ask(self, new: CodeAsked) -> None:
        """Nothing is kept longer than it counts."""
        await self.sql.execute(delete(code_asked).where(Q.asked_at <= new.asked_at - LOCKED))
        await self.sql.execute(insert(code_asked).values(asdict(new)))

    async def held(self, of: str) -> None:
        """The same account may type in several chats at once."""
        if self.locks:
            await self.sql.execute(select(P.id).where(P.id == of).with_for_update())

    async def save(self, changed: Code) -> None:
        await self.sql.execute(update(binding_code).where(C.digest == changed.digest).values(asdict(changed)))

    async def tries(self, person: str) -> Tries:
        await self.held(person)
        kept = select(code_tries).where(code_tries.c.person == person)
        row = (await self.sql.execute(kept)).mappings().first()
        return Tries(**row) if row else Tries(person=person)

    async def tried(self, tries: Tries) -> None:
        values = asdict(tries)
        kept = inserting(self.sql, code_tries).values(values)
        await self.sql.execute(kept.on_conflict_do_update(index_elements=["person"], set_=values))
