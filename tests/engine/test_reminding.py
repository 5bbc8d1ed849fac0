"""Reminders of a meeting: each person once, by the clocks where they are, whatever stands in the way."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot import reminding, scheduler
from bot.chat import Address
from bot.domain.meetings import Meeting, MeetingStatus, moved
from bot.domain.people import Person, Role
from bot.errors import Unavailable
from bot.meeting_list import import_meeting
from bot.sample_meeting import printed
from bot.scheduler import Ticker, tick
from bot.unit import UnitOfWork
from storage.database import Database
from storage.tables_delivery import delivery
from tests.worlds import FIJI, THAILAND, User, World, network

TWO_DAYS_BEFORE = datetime(2022, 3, 22, 7, 0, tzinfo=UTC)
NINE_IN_SUVA = datetime(2022, 3, 22, 21, 0, tzinfo=UTC)
NINE_IN_BANGKOK = datetime(2022, 3, 23, 2, 0, tzinfo=UTC)
AN_HOUR_BEFORE = datetime(2022, 3, 24, 6, 30, tzinfo=UTC)
START = datetime(2022, 3, 24, 7, 30, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def roundtable() -> Meeting:
    found = printed(network())
    assert found
    return replace(found, status=MeetingStatus.CONFIRMED, link="https://example.org/join")


@pytest.fixture
async def calm(world: World) -> World:
    """Two days before, nothing known yet."""
    world.now = TWO_DAYS_BEFORE
    return world


async def ticked(world: World, at: datetime) -> None:
    world.now = at
    assert await tick(world.database.unit, at, world.fresh)
    await world.settle()
    world.now = at


async def announced(world: World, *meetings: Meeting) -> None:
    for meeting in meetings or (roundtable(),):
        await import_meeting(world.database.unit, meeting)


def reminders(world: World, name: str) -> list[str]:
    """What came unasked, oldest first."""
    user = User(world, name)
    texts = [user.read(handle) for handle in user.handles]
    return [text for text in texts if text.startswith(("Reminder: ", "Rappel : "))]


async def test_each_is_reminded_the_day_before_at_nine_and_an_hour_before(calm: World) -> None:
    await calm.focal_point("sera", FIJI)
    await calm.focal_point("mali", THAILAND)
    await announced(calm)
    told: dict[datetime, tuple[int, int]] = {}
    for at in (
        NINE_IN_SUVA - MINUTE,
        NINE_IN_SUVA,
        NINE_IN_BANGKOK - MINUTE,
        NINE_IN_BANGKOK,
        AN_HOUR_BEFORE - MINUTE,
        AN_HOUR_BEFORE,
        START,
    ):
        await ticked(calm, at)
        told[at] = len(reminders(calm, "sera")), len(reminders(calm, "mali"))
    assert list(told.values()) == [(0, 0), (1, 0), (1, 0), (1, 1), (1, 1), (2, 2), (2, 2)]


async def test_the_card_tells_both_times_the_way_in_and_the_lists_that_are_open(calm: World) -> None:
    sera = await calm.focal_point("sera", FIJI)
    await announced(calm)
    await ticked(calm, NINE_IN_SUVA)
    assert "Roundtable on Network for South-South Cooperation" in sera.screen
    assert "At the meeting: Thu, 24 Mar 2022, 14:30 (Bangkok, UTC+7)" in sera.screen
    assert "Where you are: Thu, 24 Mar 2022, 19:30 (Suva, UTC+12)" in sera.screen
    assert "CR-3" in sera.screen
    assert "https://example.org/join" in sera.screen
    assert "inscription" in sera.screen.casefold()
    assert "Request the floor" in sera.screen


async def test_who_only_runs_the_meeting_is_reminded_without_a_way_to_ask_for_the_floor(calm: World) -> None:
    lee = await calm.secretariat("lee")
    await announced(calm, replace(roundtable(), status=MeetingStatus.TENTATIVE))
    await ticked(calm, NINE_IN_BANGKOK)
    assert "Tentative: time and agenda may still change." in lee.screen
    assert "Request the floor" not in lee.screen


async def test_everybody_reads_it_in_their_language(calm: World) -> None:
    await calm.focal_point("bao", "VNM", language="fr")
    await announced(calm)
    await ticked(calm, NINE_IN_BANGKOK)
    (card,) = reminders(calm, "bao")
    assert card.startswith("Rappel : ")
    assert "jeu. 24 mars 2022" in card


async def test_nobody_is_reminded_who_has_left_or_does_not_take_part(calm: World) -> None:
    await calm.focal_point("sera", FIJI)
    await calm.person("brazil", Role.FOCAL_POINT, delegation="BRA")
    await calm.person("nobody")
    async with calm.database.unit() as unit:
        listed = await unit.focal_points.locked("sera")
        assert listed
        ended = listed.roles[0].ended(on=TWO_DAYS_BEFORE.date())
        assert not hasattr(ended, "key")
        await unit.focal_points.change(ended)
        await unit.commit()
    await announced(calm)
    await ticked(calm, NINE_IN_BANGKOK)
    assert not calm.recorder.cards


async def test_what_had_passed_when_the_meeting_was_made_known_is_not_made_up_for(calm: World) -> None:
    await calm.focal_point("mali", THAILAND)
    calm.now = NINE_IN_BANGKOK + MINUTE
    await announced(calm)
    await ticked(calm, NINE_IN_BANGKOK + HOUR)
    assert reminders(calm, "mali") == []
    await ticked(calm, AN_HOUR_BEFORE)
    assert len(reminders(calm, "mali")) == 1


async def test_a_meeting_that_nobody_planned_is_known_from_the_first_tick_on(calm: World) -> None:
    await calm.focal_point("mali", THAILAND)
    async with calm.database.unit() as unit:
        await unit.meetings.add(roundtable())
        await unit.commit()
    await ticked(calm, NINE_IN_BANGKOK - MINUTE)
    await ticked(calm, NINE_IN_BANGKOK)
    assert len(reminders(calm, "mali")) == 1


async def test_after_an_outage_only_the_newest_goes(calm: World) -> None:
    await calm.focal_point("mali", THAILAND)
    await announced(calm)
    await ticked(calm, AN_HOUR_BEFORE + MINUTE)
    assert len(reminders(calm, "mali")) == 1
    await ticked(calm, START - MINUTE)
    assert len(reminders(calm, "mali")) == 1


async def test_once_it_has_begun_none_goes_and_that_is_noted(
    calm: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="bot.reminding")
    await calm.focal_point("mali", THAILAND)
    await announced(calm)
    await ticked(calm, START)
    assert reminders(calm, "mali") == []
    noted = [vars(one) for one in caplog.records if one.message == "a reminder is over"]
    assert sorted(one["occurrence"].rpartition("/")[2] for one in noted) == ["T-1d", "T-1h"]
    assert {one["people"] for one in noted} == {0}
    async with calm.database.unit() as unit:
        assert await unit.occurrences.subjects("reminder", now=START + HOUR) == []


async def test_what_could_not_be_sent_before_the_start_is_dropped(calm: World) -> None:
    await calm.focal_point("mali", THAILAND)
    await announced(calm)
    assert await tick(calm.database.unit, AN_HOUR_BEFORE, calm.fresh)
    calm.now = START
    await calm.settle()
    assert not calm.recorder.cards
    async with calm.database.reading() as unit:
        kept = select(delivery.c.state, delivery.c.cause)
        assert [tuple(row) for row in await unit.sql.execute(kept)] == [("expired", "too-late")]


async def test_of_a_meeting_that_has_moved_the_old_reminder_is_dropped_and_new_ones_go(calm: World) -> None:
    await calm.focal_point("mali", THAILAND)
    await announced(calm)
    assert await tick(calm.database.unit, NINE_IN_BANGKOK, calm.fresh)
    calm.now = NINE_IN_BANGKOK + MINUTE
    await announced(calm, moved(roundtable(), to=START + 7 * 24 * HOUR))
    await calm.settle()
    assert not calm.recorder.cards
    await ticked(calm, AN_HOUR_BEFORE)
    assert not calm.recorder.cards
    await ticked(calm, NINE_IN_BANGKOK + 7 * 24 * HOUR)
    assert len(reminders(calm, "mali")) == 1


async def test_a_cancelled_meeting_reminds_nobody(calm: World) -> None:
    await calm.focal_point("mali", THAILAND)
    await announced(calm)
    await announced(calm, replace(roundtable(), status=MeetingStatus.CANCELLED))
    await ticked(calm, NINE_IN_BANGKOK)
    assert not calm.recorder.cards


async def test_another_word_in_the_agenda_reminds_nobody_again(calm: World) -> None:
    await calm.focal_point("mali", THAILAND)
    await announced(calm)
    await ticked(calm, NINE_IN_BANGKOK)
    await announced(calm, replace(roundtable(), room="CR-4"))
    await ticked(calm, NINE_IN_BANGKOK + HOUR)
    assert len(reminders(calm, "mali")) == 1


async def test_one_reminder_tells_of_all_meetings_of_a_day(calm: World) -> None:
    mali = await calm.focal_point("mali", THAILAND)
    second = replace(moved(roundtable(), to=START + 3 * HOUR), id="drafting", title={"en": "Drafting group"})
    await announced(calm, second, roundtable())
    await ticked(calm, NINE_IN_BANGKOK)
    (card,) = reminders(calm, "mali")
    assert "Also on that day: Drafting group" in card
    assert "Roundtable" in card.partition("\n")[0]
    await ticked(calm, AN_HOUR_BEFORE)
    await ticked(calm, AN_HOUR_BEFORE + 3 * HOUR)
    assert len(reminders(calm, "mali")) == 3
    assert "Drafting group" in mali.screen


async def test_many_are_reminded_in_one_tick_in_several_transactions(
    calm: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminding, "AT_ONCE", 3)
    monkeypatch.setattr(scheduler, "AT_ONCE", 3)
    for number in range(10):
        await calm.focal_point(f"p{number}", THAILAND)
    await announced(calm)
    await ticked(calm, NINE_IN_BANGKOK)
    assert {len(reminders(calm, f"p{number}")) for number in range(10)} == {1}


async def test_what_fails_for_one_meeting_is_tried_at_the_next_tick_and_keeps_no_other_waiting(
    calm: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await calm.focal_point("mali", THAILAND)
    other = replace(moved(roundtable(), to=START + 30 * HOUR), id="drafting", title={"en": "Drafting group"})
    await announced(calm, roundtable(), other)
    to_tell = reminding.to_tell

    async def failing(*given: object) -> list[Person]:
        raise ValueError(given)

    calm.now = AN_HOUR_BEFORE
    ends: list[bool] = []
    ticker = Ticker(units=calm.database.unit, now=lambda: calm.now, fresh=calm.fresh, ticked=ends.append)
    monkeypatch.setattr(reminding, "to_tell", failing)
    await ticker.run()
    monkeypatch.setattr(reminding, "to_tell", to_tell)
    await ticker.run()
    await ticker.end()
    await ticker.run()
    await calm.settle()
    assert (ends, ticker.runs) == ([False, True], 2)
    assert len(reminders(calm, "mali")) == 2


async def test_a_database_that_is_away_is_tried_again(calm: World) -> None:
    @asynccontextmanager
    async def away() -> AsyncIterator[UnitOfWork]:
        raise Unavailable
        yield

    assert not await tick(away, NINE_IN_BANGKOK, calm.fresh)


async def test_replicas_that_tick_together_remind_once(database_url: str) -> None:
    replicas = [Database.of(database_url, network()) for _ in range(3)]
    async with replicas[0].unit() as unit:
        for number in range(20):
            who = Person(id=f"p{number}", roles=frozenset({Role.FOCAL_POINT}), delegation=THAILAND)
            await unit.people.add(who, Address("test", who.id))
        await unit.meetings.add(roundtable())
        await reminding.plan(unit, roundtable(), TWO_DAYS_BEFORE)
        await unit.commit()
    ids = iter(range(10_000))
    done = await asyncio.gather(
        *(tick(one.unit, NINE_IN_BANGKOK, lambda: f"{next(ids)}") for one in replicas for _ in range(3))
    )
    assert all(done)
    async with replicas[0].reading() as unit:
        assert await unit.outbox.waiting() == 20
    for one in replicas:
        await one.dispose()
