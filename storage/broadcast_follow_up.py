"""What follows a broadcast to those who have it: corrections, recalls, acknowledgements."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, String, bindparam, select, update
from sqlalchemy.sql.elements import ColumnElement

from bot.domain.broadcast.broadcast import Broadcast, Phase
from bot.domain.broadcast.reference import version_key
from bot.domain.delivery.state import State, Urgency
from storage.broadcast_changes import (
    ACKNOWLEDGED,
    ARRIVED,
    SETTLED,
    STANDING,
    STOPPED,
    THERE,
    late,
    outdated,
    renewed,
)
from storage.broadcast_messages import (
    AGAIN,
    MESSAGE,
    acknowledged,
    common,
    correction,
    editable,
    recall,
    shown,
)
from storage.broadcast_sending import BroadcastSending
from storage.bulk import PART, change_all, insert_many
from storage.one_trip import LONG
from storage.sql import for_each
from storage.tables_delivery import delivery

D = delivery.c
WHO_HAS_IT = (
    select(D.seq, D.recipient, D.occurrence_key, D.platform, D.place, D.handle, D.zone)
    .prefix_with(LONG)
    .where(D.subject != "")
    .order_by(D.seq)
    .limit(PART)
)
OTHER, ITS = delivery.alias(), bindparam("its_handle", type_=String)
FOUND = (
    update(delivery)
    .where(D.id == bindparam("one"), D.handle.is_(None), D.platform == bindparam("its_platform"))
    .where(~select(OTHER.c.id).where(OTHER.c.handle == ITS).exists())
    .values(handle=ITS)
)
"""By whoever has pressed a button of it."""
Following = Callable[[Broadcast, RowMapping], dict[str, object] | None]


@dataclass(frozen=True, slots=True)
class BroadcastFollowUp(BroadcastSending):
    """Whoever changes what is to be sent holds every row that is not sent yet, and looks at those that are
    afterwards; whoever has sent one looks at the broadcast afterwards. So one of them sees the other.
    """

    async def correct(self, of: Broadcast, *, now: datetime) -> int:
        await self.renew(of, now, D.subject == of.id)
        return await self.follow(of, correction, now, THERE, D.subject_version < of.sent_version)

    async def recall(self, of: Broadcast, *, now: datetime) -> int:
        await self.stopped(STOPPED, {"of": of.id, "now": now})
        return await self.follow(of, recall, now, THERE)

    async def renew(self, of: Broadcast, now: datetime, *where: ColumnElement[bool]) -> None:
        """What is not sent yet becomes the newest approved version; edits to older ones are dropped."""
        newest = {"newest": of.sent_version, "now": now}
        texts = {"message": shown(of, MESSAGE), "again": shown(of, AGAIN)}
        await change_all(self.sql, renewed(*where), newest | texts)
        await change_all(self.sql, outdated(*where), newest)

    async def follow(self, of: Broadcast, made: Following, now: datetime, *where: ColumnElement[bool]) -> int:
        """How many people: a reminder of it that is edited too is none more."""
        people, after = 0, 0
        alike = common(of, of.sent_version) | {"due_at": now}
        alike |= {"held": False} if made is recall else {}
        query = WHO_HAS_IT.where(D.subject == of.id, *where)
        while rows := (await self.sql.execute(query.where(D.seq > after))).mappings().all():
            new = [one for row in rows if (one := made(of, row))]
            await insert_many(self.sql, delivery, alike, new)
            people += sum(row["occurrence_key"] == of.reference for row in rows)
            after = rows[-1]["seq"]
        return people

    async def caught_up(self, deliveries: Collection[str], *, now: datetime) -> Collection[str]:
        if not deliveries:
            return frozenset()
        rows = (await self.sql.execute(STANDING, {"ids": [*deliveries]})).mappings().all()
        if vouched := [row["id"] for row in rows if row["acked_at"] and row["state"] != State.SENT]:
            await self.sql.execute(SETTLED, {"ids": vouched})
        for of in {row["subject"] for row in rows if lags(row)}:
            if found := await self.get(of):
                await self.level(found, [row for row in rows if row["subject"] == of], now)
        return frozenset(row["subject"] for row in rows)

    async def level(self, of: Broadcast, rows: Sequence[RowMapping], now: datetime) -> None:
        ours = D.id.in_([row["id"] for row in rows])
        if of.phase is Phase.CANCELLED:
            await change_all(self.sql, late(ours), {"now": now})
        await self.renew(of, now, ours)
        await for_each(self.sql, ARRIVED, [arrival(row) for row in rows if edits_it(row)])
        if of.recalled_at:
            await self.follow(of, recall, now, THERE, ours)
        else:
            await self.follow(of, correction, now, THERE, D.subject_version < of.sent_version, ours)

    async def acknowledge(
        self, of: str, person: str, *, at: datetime, version: int = 0, on: tuple[str, str] | None = None
    ) -> datetime | None:
        given = {"of": of, "person": person, "at": at, "read": version}
        row = (await self.sql.execute(ACKNOWLEDGED, given)).first()
        if row is None:
            return None
        if on:
            await self.sql.execute(FOUND, {"one": row.id, "its_platform": on[0], "its_handle": on[1]})
        await self.caught_up([row.id], now=at)
        acked_at: datetime = row.acked_at
        return acked_at

    async def show_acknowledged(self, of: Broadcast, person: str, version: int, *, now: datetime) -> None:
        has = WHO_HAS_IT.where(D.subject == of.id, D.recipient == person, THERE)
        rows = (await self.sql.execute(has)).mappings().all()
        alike = common(of, of.sent_version) | {"due_at": now, "urgency": int(Urgency.NOTICE), "held": False}
        new = [acknowledged(of, row, version) for row in rows if editable(row)]
        await insert_many(self.sql, delivery, alike, new)


def lags(row: RowMapping) -> bool:
    """What became of it may not be the end of it."""
    behind: bool = row["subject_version"] < row["sent_version"]
    return behind or row["phase"] == Phase.CANCELLED or edits_it(row)


def edits_it(row: RowMapping) -> bool:
    """It has brought a later version to somebody."""
    key: str = row["occurrence_key"]
    newer = key == version_key(row["reference"], row["subject_version"])
    return newer and State(row["state"]) is State.SENT


def arrival(row: RowMapping) -> dict[str, object]:
    return {"main": row["reference"], "person": row["recipient"], "version": row["subject_version"]}
