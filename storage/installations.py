"""Where Slack is installed, and the one-time states of installations under way."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from sqlalchemy import delete, insert, or_, select, update

from storage.sql import insert_new, inserting
from storage.tables_platforms import slack_installation, slack_lease, slack_state
from storage.unit_of_work import Unit

S, L = slack_installation.c, slack_lease.c
Units = Callable[[], AbstractAsyncContextManager[Unit]]


class Kept(Protocol):
    """An installation, whatever class the adapter gives it: one attribute a column."""

    @property
    def id(self) -> str: ...


K = TypeVar("K", bound=Kept)


@dataclass(frozen=True, slots=True)
class Installations(Generic[K]):
    """`made` builds the adapter's own class from a row. Each call is a transaction of its own."""

    units: Units
    reading: Units
    made: Callable[..., K]

    async def get(self, of: str) -> K | None:
        """Of an organization without an installation of its own, the newest of its workspaces."""
        mine = select(slack_installation).where(or_(S.id == of, S.enterprise == of))
        async with self.reading() as unit:
            rows = (await unit.sql.execute(mine.order_by(S.installed_at.desc()))).mappings().all()
        own = next((row for row in rows if row["id"] == of), rows[0] if rows else None)
        return self.made(**own) if own else None

    async def put(self, installation: K) -> None:
        row = {column.name: getattr(installation, column.name) for column in slack_installation.columns}
        async with self.units() as unit:
            written = inserting(unit.sql, slack_installation).values(row)
            await unit.sql.execute(written.on_conflict_do_update(index_elements=["id"], set_=row))
            await unit.commit()

    async def delete(self, of: str, *, before: datetime) -> None:
        async with self.units() as unit:
            await unit.sql.execute(delete(slack_installation).where(S.id == of, S.installed_at < before))
            await unit.commit()

    async def lease(self, of: str, *, now: datetime, until: datetime) -> bool:
        async with self.units() as unit:
            fresh = await insert_new(unit.sql, slack_lease, {"id": of, "until": until})
            ended = update(slack_lease).where(L.id == of, L.until <= now).values(until=until)
            ours = bool(fresh) or (await unit.sql.execute(ended)).rowcount == 1
            await unit.commit()
        return ours

    async def release(self, of: str) -> None:
        async with self.units() as unit:
            await unit.sql.execute(delete(slack_lease).where(L.id == of))
            await unit.commit()


@dataclass(frozen=True, slots=True)
class States:
    """Each call is a transaction of its own."""

    units: Units

    async def issue(self, state: str, *, now: datetime, expires_at: datetime) -> None:
        """Those past their time go: anybody may ask for one."""
        async with self.units() as unit:
            await unit.sql.execute(delete(slack_state).where(slack_state.c.expires_at < now))
            await unit.sql.execute(insert(slack_state).values(state=state, expires_at=expires_at))
            await unit.commit()

    async def consume(self, state: str, *, now: datetime) -> bool:
        """One statement finds and removes it, so two answers at once cannot both have it."""
        c = slack_state.c
        async with self.units() as unit:
            taken = delete(slack_state).where(c.state == state).returning(c.expires_at)
            expires_at = (await unit.sql.execute(taken)).scalar()
            await unit.sql.execute(delete(slack_state).where(c.expires_at < now))
            await unit.commit()
        return expires_at is not None and expires_at >= now
