"""Where each person is talked with, and what is open there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from sqlalchemy import (
    BindParameter,
    RowMapping,
    Select,
    bindparam,
    delete,
    func,
    literal,
    select,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningInsert

from bot.chat import Address
from bot.outgoing import Whereabouts
from bot.unit import Conversation, Shortcuts
from storage.plain import pressable, shortcuts
from storage.sql import insert_for
from storage.tables import account, conversation, person

C = conversation.c


@dataclass(frozen=True, slots=True)
class Conversations:
    sql: AsyncConnection

    async def of(self, person: str, place: Address) -> Conversation:
        """Begun where there was none, held until the unit ends, and the newest of this person from now on."""
        found = await self.sql.execute(met(self.sql.dialect.name), there(person, place))
        return a_conversation(found.mappings().one())

    async def save(self, conversation: Conversation) -> None:
        values = {
            "draft": conversation.draft,
            "asked": conversation.asked,
            "shortcuts": pressable(conversation.shortcuts),
        }
        await self.sql.execute(CHANGED, there(conversation.person, conversation.place) | values)

    async def shorten(self, person: str, place: Address, shortcuts: Shortcuts) -> None:
        shorter = there(person, place) | {"shortcuts": pressable(shortcuts)}
        await self.sql.execute(CHANGED.where(C.draft.is_(None)), shorter)

    async def newest_place(self, person: str, draft: str | None = None) -> Address | None:
        """Where it was last, on the platform to be reached on if possible; else an account's own address."""
        query = asked(person, draft) if draft else places(person)
        row = (await self.sql.execute(query.limit(1))).first()
        return Address(row.platform, row.place) if row else None

    async def whereabouts(self, people: Collection[str]) -> Mapping[str, Whereabouts]:
        wanted = {"people": [*people]}
        known = (await self.sql.execute(KNOWN, wanted)).mappings().all()
        found = (await self.sql.execute(ALL_PLACES, wanted)).mappings()
        rows = {of: [*places] for of, places in groupby(found, key=lambda row: row["person"])}
        return {row["id"]: whereabouts(row, rows.get(row["id"], ())) for row in known}

    async def leave(self, draft: str) -> None:
        closed = {"draft": None, "asked": None, "shortcuts": None}
        await self.sql.execute(update(conversation).where(C.draft == draft).values(closed))

    async def forget(self, place: Address) -> None:
        await self.sql.execute(delete(conversation).where(C.platform == place.platform, C.place == place.id))


def all_places() -> Select[tuple[str, str, str, int, int]]:
    """Of each person in turn: where they were met, the newest first, before an address only."""
    people: BindParameter[str] = bindparam("people", expanding=True)
    met = select(C.person, C.platform, C.place, literal(1).label("met"), C.used).where(C.person.in_(people))
    bound = select(account.c.person, account.c.platform, account.c.address, literal(0), literal(0)).where(
        account.c.person.in_(people)
    )
    known = union_all(met, bound).subquery()
    order = known.c.person, known.c.met.desc(), known.c.used.desc(), known.c.place
    return select(known).order_by(*order)


ALL_PLACES = all_places()
KNOWN = select(person.c.id, person.c.email, person.c.reach).where(
    person.c.id.in_(bindparam("people", expanding=True))
)
HERE = C.person == bindparam("of"), C.platform == bindparam("on"), C.place == bindparam("at")
CHANGED = update(conversation).where(*HERE)


def there(person: str, place: Address) -> dict[str, object]:
    return {"of": person, "on": place.platform, "at": place.id}


@cache
def met(dialect: str) -> ReturningInsert[tuple[object, ...]]:
    """Numbered after all other conversations of the person."""
    newest = select(func.coalesce(func.max(C.used), 0) + 1).where(HERE[0]).scalar_subquery()
    key: dict[str, object] = {
        "person": bindparam("of"),
        "platform": bindparam("on"),
        "place": bindparam("at"),
    }
    begun = insert_for(dialect, conversation).values(key | {"used": newest})
    held = begun.on_conflict_do_update(index_elements=list(key), set_={"used": newest})
    return held.returning(conversation)


def asked(of: str, draft: str) -> Select[tuple[str, str]]:
    return select(C.platform, C.place).where(C.person == of, C.draft == draft).order_by(C.used.desc())


def places(of: str) -> Select[tuple[str, str]]:
    """Best first: met there before an address only, then the platform wished for, then the newest."""
    wished = select(person.c.reach).where(person.c.id == of).scalar_subquery()
    met = select(C.platform, C.place, literal(1).label("met"), C.used).where(C.person == of)
    bound = select(account.c.platform, account.c.address, literal(0), literal(0)).where(
        account.c.person == of
    )
    known = union_all(met, bound).subquery()
    order = known.c.met.desc(), (known.c.platform == wished).desc(), known.c.used.desc(), known.c.place
    return select(known.c.platform, known.c.place).order_by(*order)


def whereabouts(known: RowMapping, rows: Collection[RowMapping]) -> Whereabouts:
    """Best first: where they were met, the platform wished for, the newest."""
    wished = sorted(rows, key=lambda row: (not row["met"], row["platform"] != known["reach"]))
    places = [Address(row["platform"], row["place"]) for row in wished]
    return Whereabouts(places=places, email=known["email"], reach=known["reach"])


def a_conversation(row: RowMapping) -> Conversation:
    return Conversation(
        person=row["person"],
        place=Address(row["platform"], row["place"]),
        draft=row["draft"],
        asked=row["asked"],
        shortcuts=shortcuts(row["shortcuts"]),
    )
