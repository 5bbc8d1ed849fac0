"""Where Teams may be written to."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from sqlalchemy import select

from storage.sql import inserting
from storage.tables_platforms import teams_reference
from storage.unit_of_work import Unit

R = teams_reference.c


@dataclass(frozen=True, slots=True)
class References:
    """Each call is a transaction of its own."""

    units: Callable[[], AbstractAsyncContextManager[Unit]]
    reading: Callable[[], AbstractAsyncContextManager[Unit]]

    async def get(self, place: str) -> Mapping[str, object] | None:
        async with self.reading() as unit:
            stored = (await unit.sql.execute(select(R.stored).where(R.place == place))).scalar()
        return stored if isinstance(stored, dict) else None

    async def put(self, place: str, stored: Mapping[str, object]) -> None:
        row = {"place": place, "stored": dict(stored)}
        async with self.units() as unit:
            written = inserting(unit.sql, teams_reference).values(row)
            await unit.sql.execute(written.on_conflict_do_update(index_elements=["place"], set_=row))
            await unit.commit()
