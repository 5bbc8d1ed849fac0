"""What the adapters keep: where Teams may be written to, and where Slack is being installed."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from adapters.slack.installations import Installation
from storage.database import Database
from storage.installations import Installations, States
from storage.references import References
from storage.rooms import OpenedRooms
from storage.tables_platforms import slack_state

NOW = datetime(2022, 3, 24, 7, 45, tzinfo=UTC)
MADE = Installation(
    id="T1", installed_at=NOW, token="sealed", enterprise="E1", expires_at=NOW + timedelta(hours=12)
)


async def test_a_reference_is_replaced_and_a_place_never_seen_has_none(database: Database) -> None:
    references = References(database.unit, database.reading)
    assert await references.get("a:1") is None
    await references.put("a:1", {"service": "https://one", "departures": 0})
    await references.put("a:1", {"service": "https://two", "departures": 1})
    assert await references.get("a:1") == {"service": "https://two", "departures": 1}


async def test_a_room_is_kept_until_it_is_another_or_who_opened_it_is_gone(database: Database) -> None:
    rooms, later = OpenedRooms(database.unit, database.reading), NOW + timedelta(seconds=1)
    assert await rooms.get("T1/U1") is None
    for channel in ("D1", "D2"):
        await rooms.put("T1/U1", channel, by="T1", at=NOW)
    await rooms.put("T1/U2", "D3", by="T1", at=later)
    await rooms.put("T2/U1", "D4", by="T2", at=NOW)
    await rooms.delete("T1/U1", "D1")
    assert await rooms.get("T1/U1") == "D2"
    await rooms.leave("T1", before=later)
    found = [await rooms.get(place) for place in ("T1/U1", "T1/U2", "T2/U1")]
    assert found == [None, "D3", "D4"]
    await rooms.delete("T1/U2", "D3")
    assert await rooms.get("T1/U2") is None


async def test_an_installation_is_found_by_workspace_or_newest_by_organization(database: Database) -> None:
    installations = Installations(database.unit, database.reading, Installation)
    newer = replace(MADE, id="T2", installed_at=NOW + timedelta(hours=1))
    for made in (MADE, newer):
        await installations.put(made)
    await installations.put(replace(MADE, name="renamed"))
    assert await installations.get("T1") == replace(MADE, name="renamed")
    assert await installations.get("E1") == newer
    own = replace(MADE, id="E1", enterprise="")
    await installations.put(own)
    assert await installations.get("E1") == own
    await installations.delete("T2", before=newer.installed_at)
    assert await installations.get("T2") == newer
    await installations.delete("T2", before=newer.installed_at + timedelta(seconds=1))
    assert await installations.get("T2") is None


async def test_a_token_is_renewed_by_one_at_a_time(database: Database) -> None:
    installations = Installations(database.unit, database.reading, Installation)
    until = NOW + timedelta(seconds=30)
    tried = await asyncio.gather(*(installations.lease("T1", now=NOW, until=until) for _ in range(4)))
    assert sorted(tried) == [False, False, False, True]
    assert await installations.lease("T1", now=until, until=until + timedelta(seconds=30))
    await installations.release("T1")
    assert await installations.lease("T1", now=NOW, until=until)


async def test_a_state_is_taken_once_and_in_time(database: Database) -> None:
    states = States(database.unit)
    for state in ("used", "late"):
        await states.issue(state, now=NOW, expires_at=NOW + timedelta(minutes=10))
    taken = await asyncio.gather(*(states.consume("used", now=NOW) for _ in range(4)))
    assert sorted(taken) == [False, False, False, True]
    assert not await states.consume("late", now=NOW + timedelta(minutes=11))
    assert not await states.consume("never issued", now=NOW)


async def test_states_that_nobody_came_back_with_go(database: Database) -> None:
    states, late = States(database.unit), NOW + timedelta(minutes=11)
    for number in range(5):
        await states.issue(f"old-{number}", now=NOW, expires_at=NOW + timedelta(minutes=10))
    await states.issue("new", now=late, expires_at=late + timedelta(minutes=10))
    async with database.reading() as unit:
        kept = (await unit.sql.execute(select(slack_state.c.state))).scalars().all()
    assert kept == ["new"]
