"""A meeting goes in and out as a file; a change of it is known as one, and the playground has its own."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import playing
from bot.cli import main
from bot.domain.floor.event import Event, Opened
from bot.domain.history import Change, Status, begun
from bot.domain.interest import Capacity, Interest, Statement
from bot.domain.meetings import Meeting
from bot.meeting_list import Came, Imported, Lost, import_meeting
from bot.sample_meeting import FILE, call, printed
from tests.worlds import World, network

ID = "roundtable-2022"


def sample() -> Meeting:
    found = printed(network())
    assert found
    return found


async def imported(world: World, meeting: Meeting, *, dry_run: bool = False) -> Imported:
    done = await import_meeting(world.database.unit, meeting, dry_run=dry_run)
    assert isinstance(done, Imported)
    return done


async def kept(world: World) -> Meeting | None:
    async with world.database.reading() as unit:
        return await unit.reading.meetings.get(ID)


async def opened(world: World, item: str) -> None:
    async with world.database.unit() as unit:
        floor = await unit.floors.locked(ID)
        assert floor
        event = Event(number=1, key="k", at=world.now, by="mod", moderator=True, change=Opened(item))
        await unit.floors.append(floor, event)
        await unit.commit()


async def test_a_meeting_comes_in_once_and_a_change_raises_its_sequence(world: World) -> None:
    first = await imported(world, sample())
    assert (first.came, first.meeting.sequence, first.speakers) == (Came.NEW, 0, 15)
    assert (await imported(world, sample())).came is Came.SAME
    moved = await imported(world, replace(sample(), room="CR-4"))
    assert (moved.came, moved.meeting.sequence) == (Came.CHANGED, 1)
    found = await kept(world)
    assert found == moved.meeting
    assert (await imported(world, sample())).meeting.sequence == 2


async def test_a_dry_run_keeps_nothing(world: World) -> None:
    assert (await imported(world, sample(), dry_run=True)).came is Came.NEW
    assert await kept(world) is None
    await imported(world, sample())
    await imported(world, replace(sample(), room="CR-4"), dry_run=True)
    assert await kept(world) == sample()


async def test_accepted_members_are_reckoned_with(world: World) -> None:
    async with world.database.unit() as unit:
        history = (*begun(by="", at=world.now), Change(Status.ACCEPTED, "", world.now))
        stated = Statement(capacity=Capacity.BOTH, agency="DFAT")
        joined = Interest(id="1", owner="AUS", body="network", statement=stated, history=history)
        await unit.interests.add(joined)
        await unit.interests.add(replace(joined, id="2", owner="NZL", history=begun(by="", at=world.now)))
        assert await unit.reading.interests.accepted("network") == {"AUS"}
        assert await unit.reading.interests.accepted("dg-forum") == frozenset()
        await unit.commit()
    assert (await imported(world, sample())).speakers == 16


async def test_an_item_whose_list_has_begun_stays(world: World) -> None:
    await imported(world, sample())
    without = replace(sample(), items=tuple(item for item in sample().items if item.number != "2"))
    assert (await imported(world, without)).came is Came.CHANGED
    await imported(world, sample())
    await opened(world, "2")
    assert await import_meeting(world.database.unit, without) == Lost("2")
    silent = tuple(replace(item, floor=False) for item in sample().items)
    assert await import_meeting(world.database.unit, replace(sample(), items=silent)) == Lost("2")
    assert (await imported(world, replace(sample(), room="CR-4"))).came is Came.CHANGED


async def test_a_change_of_the_rules_is_in_force_on_the_floor_at_once(world: World) -> None:
    await imported(world, sample())
    await opened(world, "2")
    second = sample().items[1]
    shorter = replace(second, own=replace(second.own, point_limit_s=60))
    items = tuple(shorter if item.number == "2" else item for item in sample().items)
    async with world.database.reading() as unit:
        before = await unit.reading.floors.get(ID)
    await imported(world, replace(sample(), items=items))
    async with world.database.reading() as unit:
        after = await unit.reading.floors.get(ID)
    assert before
    assert after
    assert (before.items["2"].rules.point_limit_s, after.items["2"].rules.point_limit_s) == (180, 60)
    assert (before.version, after.version) == (1, 1)


async def test_the_playground_meets_half_an_hour_after_its_first_start(world: World) -> None:
    await playing.populated(world.database, world.now)
    first = await kept(world)
    assert first
    assert first.starts == world.now + timedelta(minutes=30)
    assert first.title == sample().title
    await playing.populated(world.database, world.now + timedelta(hours=1))
    assert await kept(world) == first


async def test_the_real_day_is_replayed_as_it_was_printed(world: World) -> None:
    await playing.populated(world.database, world.now, replayed=True)
    assert await kept(world) == sample()


async def test_a_playground_begun_on_another_day_can_still_replay_the_real_one(world: World) -> None:
    await playing.populated(world.database, world.now)
    await playing.populated(world.database, world.now, replayed=True)
    assert await kept(world) == replace(sample(), sequence=1)


async def test_a_playground_nobody_met_in_meets_again_half_an_hour_later(world: World) -> None:
    await playing.populated(world.database, world.now, replayed=True)
    tomorrow = sample().ends + timedelta(days=1)
    await playing.populated(world.database, tomorrow)
    found = await kept(world)
    assert found
    assert (found.starts, found.sequence) == (tomorrow + timedelta(minutes=30), 1)


async def test_a_meeting_that_has_begun_is_not_moved(world: World) -> None:
    await playing.populated(world.database, world.now)
    before = await kept(world)
    await opened(world, "2")
    async with world.database.unit() as unit:
        assert not await call(unit, world.now, replayed=True)
        assert not await call(unit, world.now + timedelta(days=9), replayed=False)
    assert await kept(world) == before


@pytest.fixture
def focalbot(tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.chdir(tmp_path)
    return CliRunner(env={"FOCALBOT_DATABASE_URL": sqlite_url})


def run(focalbot: CliRunner, *words: str | Path) -> Result:
    return focalbot.invoke(main, ["meetings", *map(str, words)])


def test_the_command_imports_warns_and_exports_what_can_be_imported_again(
    focalbot: CliRunner, tmp_path: Path
) -> None:
    done = run(focalbot, "import", FILE)
    assert (done.exit_code, done.stdout) == (
        0,
        f"Imported: {ID}, 1 sitting, 4 items, 2 lists of speakers.\n",
    )
    assert [line.partition(" ")[2] for line in done.stderr.splitlines()] == [
        "warning: session 1: 10 min are printed, but 14:30–14:45 is 15 min",
        "warning: session 2: 95 min are printed, but 14:45–16:15 is 90 min",
        "warning: 7 min × 15 = 105 min do not fit into the 60 left of session 2; 4 min do",
        "warning: 7 min × 15 = 105 min do not fit into the 30 left of session 3; 2 min do",
    ]
    again = tmp_path / "again.toml"
    again.write_text(run(focalbot, "export").stdout, "utf-8")
    assert run(focalbot, "import", again).stdout == f"Unchanged: {ID}.\n"
    assert run(focalbot, "export", ID).stdout == again.read_text("utf-8")
    again.write_text(again.read_text("utf-8").replace("CR-3", "CR-4"), "utf-8")
    counted = "1 sitting, 4 items, 2 lists of speakers, change 1"
    assert run(focalbot, "import", again, "--dry-run").stdout == f"Would import: {ID}, {counted}.\n"
    assert run(focalbot, "import", again).stdout == f"Imported: {ID}, {counted}.\n"


def test_the_command_says_which_meetings_there_are(focalbot: CliRunner, tmp_path: Path) -> None:
    none = run(focalbot, "export")
    assert (none.exit_code, none.stderr) == (1, "ID: say which meeting; there is none.\n")
    run(focalbot, "import", FILE)
    other = tmp_path / "other.toml"
    other.write_text(FILE.read_text("utf-8").replace(f'"{ID}"', '"other"'), "utf-8")
    run(focalbot, "import", other)
    several = run(focalbot, "export")
    assert (several.exit_code, several.stderr) == (1, f"ID: say which meeting; there are other, {ID}.\n")
    unknown = run(focalbot, "export", "third")
    assert unknown.stderr == f"ID: no meeting has the id third; there are other, {ID}.\n"
    assert 'id = "other"' in run(focalbot, "export", "other").stdout


def test_a_faulty_file_is_refused_with_its_lines_and_nothing_is_kept(
    focalbot: CliRunner, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(FILE.read_text("utf-8").replace('body = "network"', 'body = "council"'), "utf-8")
    done = run(focalbot, "import", wrong)
    assert done.exit_code == 1
    assert done.stderr.startswith("wrong.toml:8: meeting.body: “council” is none of the network's bodies")
    wrong.write_bytes(b'id = "\xe9"')
    assert "cannot be read" in run(focalbot, "import", wrong).stderr
    assert run(focalbot, "export").exit_code == 1
    assert run(focalbot, "import", tmp_path / "none.toml").exit_code == 2


def test_a_meeting_nobody_takes_part_in_is_told(focalbot: CliRunner, tmp_path: Path) -> None:
    forum = tmp_path / "forum.toml"
    forum.write_text(FILE.read_text("utf-8").replace('body = "network"', 'body = "dg-forum"'), "utf-8")
    done = run(focalbot, "import", forum)
    assert done.exit_code == 0
    assert done.stderr.splitlines()[0].startswith("forum.toml: warning: nobody takes part: the body has")
