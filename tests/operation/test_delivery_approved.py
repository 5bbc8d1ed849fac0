"""The process is killed while somebody approves a broadcast: all of it is to be sent, or nothing."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from aiohttp import ClientError, ClientSession
from sqlalchemy import text, update

from bot import clock
from bot.chat import Address
from bot.domain.broadcast.broadcast import Broadcast, Phase
from bot.domain.delivery.state import Promise
from bot.domain.people import Person, Role
from dialogs.broadcast.scene import measured
from storage.tables_delivery import delivery
from tests.fakes import slack_requests as slack_in
from tests.operation.dispatch import ON_BOTH, Crowd, Dispatch, approved, dispatch

DEPUTY = slack_in.Account(user="Udep", team="T0")


async def asked(sent: Dispatch) -> Broadcast:
    """A second broadcast; another officer has just opened its preview."""
    now, done = clock.now(), approved(Promise.MUST_ARRIVE, None)
    first = replace(done.versions[0], approved_by="", approved_at=None)
    wanted = replace(
        done,
        id="broadcast-2",
        phase=Phase.REQUESTED,
        sent_version=0,
        versions=(first,),
        requested_by="sec",
        requested_at=now,
        approved_by="",
        approved_at=None,
    )
    async with sent.database.unit() as unit:
        for name in ("sec", "dep"):
            officer = Person(id=name, name=name, roles=frozenset({Role.SECRETARIAT}), language="en")
            await unit.people.add(officer, Address("slack", f"T0/U{name}"))
        kept = await unit.broadcasts.begun(wanted, year=now.year)
        await unit.broadcasts.preview(kept.id, 1, "dep", at=clock.now())
        await unit.commit()
    return kept


async def press(sent: Dispatch, of: Broadcast) -> bool:
    """“Approve and send”, as Slack sends it; whether it was acknowledged."""
    async with sent.database.reading() as unit:
        count = len((await measured(of, unit.reading)).chosen)
    value = json.dumps(["broadcast.approve", of.id, f"1 {count}"])
    body = slack_in.pressed(DEPUTY, {"type": "button", "action_id": "a", "value": value})
    [one] = sent.replicas
    async with ClientSession() as http:
        try:
            status, _ = await slack_in.send(http, f"{one.url}/slack/events", body, clock.now())
        except ClientError:
            return False
    return status == 200


@asynccontextmanager
async def no_delivery_can_be_written(sent: Dispatch) -> AsyncIterator[None]:
    async with sent.database.unit() as unit:
        if unit.sql.dialect.name == "postgresql":
            await unit.sql.execute(text("LOCK TABLE delivery IN SHARE MODE"))
        else:
            await unit.sql.execute(update(delivery).values(kept=delivery.c.kept))
        yield


async def standing(sent: Dispatch, of: Broadcast) -> tuple[Phase, int]:
    """Its phase, and to how many it goes or has gone."""
    async with sent.database.reading() as unit:
        kept = await unit.reading.broadcasts.get(of.id)
        counts = await unit.reading.broadcasts.counts(of.id)
    assert kept
    return kept.phase, counts.audience


@pytest.mark.parametrize("database_url", ON_BOTH, indirect=True)
async def test_killed_before_the_approval_commits_nothing_exists(database_url: str) -> None:
    async with dispatch(database_url, Crowd(slack=1, teams=1)) as sent:
        await sent.start()
        await sent.over()
        second = await asked(sent)
        async with no_delivery_can_be_written(sent):
            pressing = asyncio.create_task(press(sent, second))
            done, _ = await asyncio.wait({pressing}, timeout=0.5)
            assert not done
            await sent.kill()
            assert not await pressing
        assert await standing(sent, second) == (Phase.REQUESTED, 0)
        await sent.start()
        assert await press(sent, second)
        await sent.over()
        phase, people = await standing(sent, second)
        assert (phase, people) == (Phase.APPROVED, 4)
        assert await press(sent, second)
        assert await standing(sent, second) == (Phase.APPROVED, 4)
