"""A broadcast to a few people under whatever may happen to it, and what must hold at every moment."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.chat import Address
from bot.dialog import Show
from bot.domain.broadcast.broadcast import Broadcast, Moment, Phase
from bot.domain.delivery.following import How
from bot.domain.delivery.state import IN_DOUBT, OPEN, InDoubt, State
from bot.outgoing import Attempt, Delivery
from storage.database import Database
from tests.storage.broadcast_rig import NOW, Rig, approved, planned
from tests.storage.relaying import LEASE, attempt, claimed, sent

PEOPLE = ("ana", "ben", "cho", "dee", "eva", "mail-fay", "mail-gil")
MAIN = "NB-2026-001"
END = NOW + timedelta(hours=2)
Step = tuple[str, int]
"""What happens, and to whom of those to whom it can."""


@dataclass(slots=True, kw_only=True)
class Machine:
    rig: Rig
    one: Broadcast
    now: datetime = NOW
    flying: list[Delivery] = field(default_factory=list)

    @classmethod
    async def of(cls, database: Database, *, ends: bool) -> "Machine":
        rig = Rig(database)
        one = approved(await rig.begun())
        expires = Moment(local=END.replace(tzinfo=None).isoformat(), zone="UTC") if ends else None
        machine = cls(rig=rig, one=replace(one, expires=expires))
        async with database.unit() as unit:
            await unit.broadcasts.save(machine.one)
            await unit.broadcasts.plan(machine.one, planned(PEOPLE), now=NOW)
            await unit.commit()
        return machine

    async def step(self, what: str, whom: int) -> None:
        match what:
            case "claim":
                await self.claim(1 + whom % 3)
            case "send" | "limit" | "doubt" | "refuse":
                await self.answer(what, whom)
            case "crash":
                self.flying.clear()
                self.now += LEASE + timedelta(seconds=1)
            case "wait":
                self.now += timedelta(minutes=1 + whom)
            case "correct" | "pause" | "resume" | "cancel" | "recall" | "remind":
                await self.steer(what)
            case _:
                await self.person(what, PEOPLE[whom % len(PEOPLE)])
        await self.check()

    async def claim(self, many: int) -> None:
        async with self.rig.database.unit() as unit:
            found = await claimed(unit, self.now, many)
            await unit.commit()
        for one in found:
            self.may_go(one)
        self.flying += found

    def may_go(self, one: Delivery) -> None:
        """Nothing after its end, after a cancel, while paused, or of a superseded version."""
        assert one.expires_at is None or one.expires_at > self.now
        assert self.one.phase is not Phase.PAUSED
        assert isinstance(one.what, Show)
        if one.occurrence_key.endswith("/recall"):
            assert self.one.recalled_at
        else:
            assert not self.one.recalled_at
            assert one.what.of == f"b1/{self.one.sent_version}"
            assert one.edits or "/v" in one.occurrence_key or self.one.phase is not Phase.CANCELLED

    async def answer(self, what: str, whom: int) -> None:
        if self.flying:
            one = self.flying.pop(whom % len(self.flying))
            how = {"send": How.SENT, "limit": How.LATER, "doubt": How.DOUBTFUL, "refuse": How.REFUSED}[what]
            await self.mark(self.ended(one, How.LATER if how is How.REFUSED and one.edits else how))

    def ended(self, one: Delivery, how: How) -> Attempt:
        if how is How.SENT:
            platform = "email" if one.recipient.startswith("mail") else "slack"
            return sent(one, Address(platform, one.recipient), now=self.now, handle=one.edits or "")
        doubt = InDoubt.HARMLESS if one.edits else InDoubt.REPEAT
        return attempt(one, how, now=self.now, doubt=doubt)

    async def mark(self, one: Attempt) -> None:
        async with self.rig.database.unit() as unit:
            if one.delivery.lease_token in await unit.outbox.mark([one], now=self.now):
                await unit.broadcasts.caught_up([one.delivery.id], now=self.now)
            await unit.commit()

    async def steer(self, what: str) -> None:
        changed = self.changed(what, (await self.rig.counts()).of(State.SENT))
        if changed is None:
            return
        async with self.rig.database.unit() as unit:
            of, now, self.one = unit.broadcasts, self.now, changed
            await of.save(changed)
            match what:
                case "correct":
                    await of.correct(changed, now=now)
                case "pause":
                    await of.hold("b1")
                case "resume":
                    await of.go_on("b1")
                case "cancel":
                    await of.cancel("b1", now=now)
                case "recall":
                    await of.recall(changed, now=now)
                case "remind":
                    await of.remind(changed, await of.silent("b1"), now=now)
            await unit.commit()

    def changed(self, what: str, reached: int) -> Broadcast | None:
        """None where the secretariat would be told why not."""
        one = self.one
        match what, one.phase:
            case _ if one.recalled_at:
                return None
            case "correct", _:
                number = one.sent_version + 1
                return replace(approved(one, number), phase=one.phase)
            case "pause", Phase.APPROVED:
                return replace(one, phase=Phase.PAUSED)
            case "resume", Phase.PAUSED:
                return replace(one, phase=Phase.APPROVED)
            case "cancel", Phase.APPROVED | Phase.PAUSED:
                return replace(one, phase=Phase.CANCELLED)
            case "recall", _ if reached:
                return replace(one, phase=Phase.CANCELLED, recalled_at=self.now)
            case "remind", Phase.APPROVED if reached:
                return replace(one, reminders=one.reminders + 1)
            case _:
                return None

    async def person(self, what: str, of: str) -> None:
        row = (await self.rig.rows(MAIN))[of]
        async with self.rig.database.unit() as unit:
            match what:
                case "acknowledge":
                    await unit.broadcasts.acknowledge("b1", of, at=self.now)
                case "retry":
                    await unit.stuck.retry(row["id"], now=self.now)
                case "close":
                    await unit.stuck.close(row["id"], now=self.now)
            await unit.commit()

    async def check(self) -> None:
        """The figures add up, and it is complete only when nothing is open or in doubt."""
        counts = await self.rig.counts()
        assert counts.audience == len(PEOPLE)
        assert counts.newest + counts.older == counts.of(State.SENT)
        assert counts.complete == (counts.of(*OPEN, *IN_DOUBT) == 0)
        async with self.rig.database.reading() as unit:
            lines = await unit.reading.broadcasts.report("b1")
        assert sum(line.state is State.SENT for _, line in lines) == counts.of(State.SENT)
        assert sum(line.acked_at is not None for _, line in lines if line.state is State.SENT) == (
            counts.acknowledged
        )

    async def end(self) -> None:
        """Everything that can be sent is, and then nobody is left with what was superseded or recalled."""
        await self.step("crash", 0)
        await self.step("resume", 0)
        for _ in range(30):
            self.now += timedelta(minutes=16)
            await self.claim(50)
            for one in self.flying:
                await self.mark(self.ended(one, How.SENT))
            self.flying.clear()
        await self.check()
        rows = (await self.rig.rows(MAIN)).values()
        assert {row["state"] for row in rows} <= {"sent", "failed", "cancelled", "expired", "parked"}
        has_it = [row for row in rows if row["state"] == "sent"]
        if self.one.recalled_at:
            assert {row["recipient"] for row in has_it} <= {*await self.rig.rows(f"{MAIN}/recall")}
            assert all(row["recalled_at"] for row in has_it if row["handle"] and row["platform"] == "slack")
        elif self.one.expires is None and self.one.phase is not Phase.CANCELLED:
            assert {row["subject_version"] for row in has_it} <= {self.one.sent_version}


async def played(database: Database, steps: Sequence[Step], *, ends: bool) -> Machine:
    machine = await Machine.of(database, ends=ends)
    for what, whom in steps:
        await machine.step(what, whom)
    await machine.end()
    return machine
