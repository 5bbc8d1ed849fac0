"""Needs and offers."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import RowMapping, Select, case, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.exchange.listing import ENDED, Kind, Listing
from bot.domain.exchange.terms import Group, Modality, Need, Offer
from storage.history import a_history, record_row
from storage.tables_exchange import PUBLISHED, UNCLEARED, listing

T = TypeVar("T")
L = listing.c


@dataclass(frozen=True, slots=True)
class Listings:
    """`locks`: what is loaded to be changed stays ours until the end of the unit."""

    sql: AsyncConnection
    locks: bool = True

    async def get(self, kind: Kind, of: str) -> Listing | None:
        return await self.first(select(listing).where(L.id == of, L.kind == kind))

    async def locked(self, kind: Kind, of: str) -> Listing | None:
        return await self.first(self.held(select(listing).where(L.id == of, L.kind == kind)))

    async def add(self, new: Listing) -> None:
        await self.sql.execute(listing.insert().values(listing_row(new)))

    async def save(self, changed: Listing) -> None:
        await self.sql.execute(update(listing).where(L.id == changed.id).values(listing_row(changed)))

    async def waiting(self, page: int, size: int) -> tuple[Sequence[Listing], bool]:
        return await self.page(select(listing).where(UNCLEARED).order_by(L.changed_at, L.id), page, size)

    async def of_delegation(self, owner: str, page: int, size: int) -> tuple[Sequence[Listing], bool]:
        ended = case((L.status.in_(ENDED), 1), else_=0)
        own = select(listing).where(L.owner == owner)
        return await self.page(own.order_by(ended, L.submitted_at.desc(), L.id.desc()), page, size)

    async def overdue(self, today: date, limit: int) -> Sequence[Listing]:
        late = select(listing).where(PUBLISHED, L.valid_until < today)
        return await self.all(self.held(late.order_by(L.valid_until, L.id).limit(limit)))

    async def page(
        self, query: Select[tuple[object, ...]], page: int, size: int
    ) -> tuple[Sequence[Listing], bool]:
        found = await self.all(query.limit(size + 1).offset((page - 1) * size))
        return found[:size], len(found) > size

    async def first(self, query: Select[tuple[object, ...]]) -> Listing | None:
        return next(iter(await self.all(query)), None)

    async def all(self, query: Select[tuple[object, ...]]) -> Sequence[Listing]:
        return [a_listing(row) for row in (await self.sql.execute(query)).mappings()]

    def held(self, query: Select[tuple[object, ...]]) -> Select[tuple[object, ...]]:
        return query.with_for_update() if self.locks else query


def listing_row(one: Listing) -> dict[str, object]:
    own = {"kind": one.kind, "agency": one.agency, "language": one.language}
    return record_row(one) | own | {"valid_until": one.terms.valid_until, "terms": terms_plain(one.terms)}


def a_listing(row: RowMapping) -> Listing:
    return Listing(
        id=row["id"],
        owner=row["owner"],
        terms=terms(Kind(row["kind"]), row["terms"]),
        agency=row["agency"],
        language=row["language"],
        history=a_history(row["history"]),
    )


def terms_plain(one: Need | Offer) -> dict[str, object]:
    return {
        name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(one).items()
    }


def terms(kind: Kind, plain: Mapping[str, object]) -> Need | Offer:
    return thawed(Need, plain) if kind is Kind.NEED else thawed(Offer, plain)


def thawed(kind: type[T], plain: Mapping[str, object]) -> T:
    return kind(**{name: value_of(name, value) for name, value in plain.items()})


def value_of(name: str, plain: object) -> object:
    match name, plain:
        case "modality" | "must_have", [*chosen]:
            return tuple(Modality(str(one)) for one in chosen)
        case "groups", [*chosen]:
            return tuple(Group(str(one)) for one in chosen)
        case _, [*chosen]:
            return tuple(chosen)
        case "valid_until" | "starts" | "ends", str(day):
            return date.fromisoformat(day)
        case _:
            return plain
