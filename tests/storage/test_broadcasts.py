"""Broadcasts come back as they were kept, under references without holes."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.broadcast.audience import Audience, Trait
from bot.domain.broadcast.broadcast import Broadcast, Moment, Phase, Step, When
from bot.domain.delivery.state import Promise, State
from bot.errors import Unavailable
from bot.ports_broadcasts import Planned
from storage.database import Database
from tests.storage.broadcast_rig import NOW, Rig, approved, draft, planned, version
from tests.storage.statements import counted

WHOLE = Broadcast(
    id="b1",
    reference="NB-2026-001",
    author="ana",
    phase=Phase.REQUESTED,
    version=2,
    sent_version=1,
    versions=(replace(version(1), approved_by="eva", approved_at=NOW), version(2)),
    audience=Audience(
        of=(Trait(kind="body", of="network"),),
        who=((Trait(kind="role", of="observer"), Trait(kind="language", of="fr")), ()),
        without=(Trait(kind="answered", of="interest:forum"),),
        exclude=(Trait(kind="member", of="FJI"),),
    ),
    when=When.LOCAL,
    at=Moment(local="2026-04-01T09:00"),
    expires=Moment(local="2026-04-03T18:00", zone="Asia/Bangkok"),
    promise=Promise.NEVER_TWICE,
    needs_ack=True,
    requested_by="ana",
    requested_at=NOW,
    approved_by="eva",
    approved_at=NOW,
    recalled_at=NOW,
    reminders=2,
    dry_runs=1,
    changes=7,
    steps=(Step(what="begun", by="ana", at=NOW), Step(what="edited", by="eva", at=NOW, note="2")),
)


@pytest.fixture
def rig(database: Database) -> Rig:
    return Rig(database)


async def test_a_broadcast_comes_back_as_it_was_kept(rig: Rig) -> None:
    begun = await rig.begun()
    assert begun == replace(draft(), reference="NB-2026-001")
    async with rig.database.unit() as unit:
        assert await unit.broadcasts.locked("b1") == begun
        await unit.broadcasts.save(WHOLE)
        await unit.commit()
    async with rig.database.reading() as unit:
        known = unit.reading.broadcasts
        assert await known.get("b1") == WHOLE
        assert await known.by_reference("NB-2026-001") == WHOLE
        assert await known.get("b2") is None
        assert await known.by_reference("NB-2026-002") is None
        assert await unit.reading.owner("broadcast", "b1") is None


async def test_a_draft_that_is_begun_twice_is_one(rig: Rig) -> None:
    first = await rig.begun()
    assert await rig.begun() == first
    assert (await rig.begun("b2")).reference == "NB-2026-002"


async def test_each_year_counts_from_one_and_past_a_thousand(rig: Rig) -> None:
    async with rig.database.unit() as unit:
        for number in ("998", "1000"):
            late = replace(draft(f"b{number}"), reference=f"NB-2026-{number}")
            kept = await unit.broadcasts.begun(late, year=2025)
            assert kept.reference.startswith("NB-2025-00")
    references = [(await rig.begun(f"b{number}")).reference for number in range(3)]
    assert references == ["NB-2026-001", "NB-2026-002", "NB-2026-003"]


async def test_what_was_rolled_back_leaves_no_hole(rig: Rig) -> None:
    async with rig.database.unit() as unit:
        assert (await unit.broadcasts.begun(draft("lost"), year=2026)).reference == "NB-2026-001"
    assert (await rig.begun()).reference == "NB-2026-001"


async def test_many_begun_at_once_have_one_reference_each(rig: Rig) -> None:
    async def begin(number: int) -> str:
        while True:
            try:
                return (await rig.begun(f"b{number}")).reference
            except Unavailable:
                continue

    found = await asyncio.gather(*(begin(number) for number in range(12)))
    assert sorted(found) == [f"NB-2026-{number:03}" for number in range(1, 13)]


async def test_the_newest_come_first_page_by_page(rig: Rig) -> None:
    for number in range(5):
        await rig.begun(f"b{number}")
    async with rig.database.reading() as unit:
        first, more = await unit.reading.broadcasts.page(1, 2)
        last, none = await unit.reading.broadcasts.page(3, 2)
    assert ([one.id for one in first], more) == (["b4", "b3"], True)
    assert ([one.id for one in last], none) == (["b0"], False)


async def test_what_waits_for_approval_is_found_longest_first(rig: Rig) -> None:
    waits = {"b1": NOW, "b2": NOW - timedelta(days=1), "b3": None}
    for of, since in waits.items():
        begun = await rig.begun(of)
        async with rig.database.unit() as unit:
            await unit.broadcasts.save(replace(begun, requested_at=since, needs_ack=of != "b1"))
            await unit.commit()
    async with rig.database.reading() as unit:
        known = unit.reading.broadcasts
        assert [one.id for one in await known.asked()] == ["b2", "b1"]
        assert await known.references(acknowledged=True) == ["NB-2026-003", "NB-2026-002"]
        assert await known.references(acknowledged=False) == ["NB-2026-003", "NB-2026-002", "NB-2026-001"]


async def test_a_preview_is_known_by_version_and_person(rig: Rig) -> None:
    await rig.begun()
    async with rig.database.unit() as unit:
        for at in (NOW - timedelta(minutes=11), NOW):
            await unit.broadcasts.preview("b1", 1, "eva", at=at)
        await unit.commit()
    async with rig.database.reading() as unit:
        seen = unit.reading.broadcasts.previewed
        assert await seen("b1", 1, "eva") == NOW
        assert [await seen("b1", 2, "eva"), await seen("b1", 1, "ana")] == [None, None]


async def test_a_broadcast_is_one_delivery_to_each_however_often_it_is_planned(rig: Rig) -> None:
    broadcast = await rig.sent_to("ana", "ben", "cho")
    async with rig.database.unit() as unit:
        assert await unit.broadcasts.plan(broadcast, planned(["ben", "dee", "dee"]), now=NOW) == 1
        await unit.commit()
    rows = await rig.rows("NB-2026-001")
    assert [*rows] == ["ana", "ben", "cho", "dee"]
    assert {tuple(row["what"]) for row in rows.values()} == {("show", "broadcast.message", "b1/1")}
    assert {row["urgency"] for row in rows.values()} == {2}
    assert len({row["id"] for row in rows.values()}) == 4
    counts = await rig.counts()
    assert (counts.audience, counts.open, counts.complete) == (4, 4, False)


async def test_each_is_planned_for_their_own_time_and_end(rig: Rig) -> None:
    begun = approved(await rig.begun())
    broadcast = replace(begun, expires=Moment(local="2026-03-25T18:00"), promise=Promise.NEVER_TWICE)
    suva = Planned(
        person="ana", due_at=NOW + timedelta(hours=1), local="2026-03-24T20:45", zone="Pacific/Fiji"
    )
    own = Planned(person="ben", due_at=NOW - timedelta(hours=1), expires_at=NOW + timedelta(days=9))
    async with rig.database.unit() as unit:
        await unit.broadcasts.plan(broadcast, [suva, own, Planned(person="cho", due_at=NOW)], now=NOW)
        await unit.commit()
    ana, ben, cho = (await rig.rows("NB-2026-001")).values()
    assert (ana["due_at"], ana["local"], ana["zone"]) == (suva.due_at, suva.local, suva.zone)
    assert ana["expires_at"] == datetime(2026, 3, 25, 6, 0, tzinfo=UTC)
    assert (ben["due_at"], ben["expires_at"]) == (NOW, own.expires_at)
    assert cho["expires_at"] == datetime(2026, 3, 26, 6, 0, tzinfo=UTC)
    assert {row["promise"] for row in (ana, ben, cho)} == {"never-twice"}


async def test_a_dry_run_is_counted_for_itself_and_goes_first(rig: Rig) -> None:
    rehearsed = replace(await rig.begun(), dry_runs=1)
    async with rig.database.unit() as unit:
        await unit.broadcasts.save(rehearsed)
        assert await unit.broadcasts.plan(rehearsed, planned(["ana", "ben"]), now=NOW, dry=True) == 2
        await unit.commit()
    rows = await rig.rows("NB-2026-001/dry-1")
    assert [(row["dry"], row["subject"]) for row in rows.values()] == [(True, "b1")] * 2
    assert (await rig.counts()).audience == 0
    assert (await rig.counts(dry=True)).by_state == {State.DUE: 2}


async def test_a_broadcast_to_many_costs_as_few_statements_as_to_one(rig: Rig) -> None:
    broadcast = approved(await rig.begun())
    async with rig.database.unit() as unit:
        with counted(rig.database.writer) as statements:
            await unit.broadcasts.plan(broadcast, planned([f"p{one}" for one in range(1000)]), now=NOW)
        await unit.commit()
    assert len(statements) == 1
    with counted(rig.database.reader) as statements:
        assert (await rig.counts()).audience == 1000
    assert len(statements) == 3


async def test_while_thousands_are_planned_and_changed_others_have_their_turn(rig: Rig) -> None:
    broadcast, going, turns = approved(await rig.begun()), True, 0
    people = [f"p{one}" for one in range(4000)]

    async def others() -> None:
        nonlocal turns
        while going:
            turns += 1
            await asyncio.sleep(0)

    other = asyncio.create_task(others())
    async with rig.database.unit() as unit:
        assert await unit.broadcasts.plan(broadcast, planned(people), now=NOW) == 4000
        await unit.broadcasts.hold("b1")
        held = turns
        await unit.broadcasts.cancel("b1", now=NOW)
    going = False
    await other
    assert held > 8
    assert turns > held + 4
