"""An operator reads a whole year before anybody hears of it, and is told what is missing for that."""

import asyncio
import csv
import io
import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.domain.meetings import Meeting
from bot.sample import fill
from bot.sample_meeting import FILE
from storage.database import Database
from tests.worlds import network


@pytest.fixture
async def people(sqlite_url: str) -> str:
    """The URL of a database with the sample's people on the list."""
    database = Database.of(sqlite_url, network())
    async with database.unit() as unit:
        await fill(unit.people)
        await unit.commit()
    await database.dispose()
    return sqlite_url


@pytest.fixture
def focalbot(people: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.chdir(tmp_path)
    return CliRunner(env={"FOCALBOT_DATABASE_URL": people})


def preview(focalbot: CliRunner, *words: str) -> Result:
    return focalbot.invoke(main, ["cycle", "preview", *words])


def refused(focalbot: CliRunner, *words: str) -> str:
    done = preview(focalbot, *words)
    assert done.exit_code in {1, 2}
    assert done.stdout == ""
    return done.stderr


async def left(url: str) -> list[Meeting]:
    database = Database.of(url, network())
    async with database.unit() as unit:
        meetings = list(await unit.meetings.all())
    await database.dispose()
    return meetings


async def test_the_process_writes_a_year_as_lines_for_a_spreadsheet_and_keeps_nothing(people: str) -> None:
    command = (sys.executable, "-m", "bot", "cycle", "preview", "--meeting", "2022-03-24T14:30", "--csv")
    environ = {"FOCALBOT_DATABASE_URL": people, "PATH": os.environ["PATH"]}
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, env=environ, stdout=pipe, stderr=pipe)
    out, err = await process.communicate()
    assert (process.returncode, err) == (0, b"")
    rows = list(csv.DictReader(io.StringIO(out.decode("utf-8-sig"))))
    zones = {row["local"][-6:] for row in rows if row["kind"] == "message"}
    assert zones == {"+12:00", "+10:00", "+08:00", "+07:00", "+06:00", "+05:30", "+05:00", "+03:00", "+01:00"}
    last = [row for row in rows if row["offset"] == "T-1h"]
    assert {row["utc"] for row in last} == {"2022-03-24T06:30:00+00:00"}
    assert len(last) == len({row["email"] for row in last}) == 35
    assert await left(people) == []


def test_one_person_is_shown_alone(focalbot: CliRunner) -> None:
    mine = ("--meeting", "2022-03-24T14:30", "--person", "Kaz-Alternate@example.org")
    done = preview(focalbot, *mine)
    assert done.exit_code == 0
    assert "\n7 messages to 1 person.\n" in done.stdout
    times = [line.split()[:2] for line in done.stdout.splitlines() if line.startswith("  ")]
    assert times == [["09:00", "+06:00"]] * 6 + [["12:30", "+06:00"]]
    assert "\nFriday 18 March 2022\n" in done.stdout


def test_the_next_meeting_and_its_forum_are_found(focalbot: CliRunner, tmp_path: Path) -> None:
    coming = tmp_path / "coming.toml"
    text = FILE.read_text("utf-8").replace("2022-03-24", "2098-03-24")
    coming.write_text(text, "utf-8")
    assert focalbot.invoke(main, ["meetings", "import", str(coming)]).exit_code == 0
    assert "Monday 24 March 2098, 14:30" in preview(focalbot, "--forum", "2098-09-13").stdout
    assert focalbot.invoke(main, ["meetings", "import", str(FILE)]).exit_code == 0
    sample = preview(focalbot, "--meeting", "2022-03-24").stdout
    assert "Thursday 24 March 2022, 14:30 (Asia/Bangkok).\nForum: Tuesday 13 September 2022, 173" in sample
    assert "Thursday 24 March 2022, 16:00" in preview(focalbot, "--meeting", "2022-03-24T16:00").stdout
    assert "Friday 25 March 2022, 09:00" in preview(focalbot, "--meeting", "2022-03-25").stdout


def test_what_is_missing_or_wrong_names_the_option_and_the_cure(focalbot: CliRunner) -> None:
    assert refused(focalbot) == (
        "--meeting: no meeting of “network” is to come; give its first day, "
        "such as --meeting 2027-03-24, or import the meeting.\n"
    )
    assert refused(focalbot, "--meeting", "2027-03-24") == (
        "--forum: the network file has no Forum from 2027-03-24 on; give its first day, "
        "such as --forum 2027-09-15.\n"
    )
    assert refused(focalbot, "--meeting", "2022-03-24", "--forum", "2022-03-01") == (
        "--forum: 2022-03-01 is before the meeting, which prepares the Forum; "
        "give 2022-03-24 or a later day.\n"
    )
    wrong = refused(focalbot, "--meeting", "2027-02-30")
    assert "'--meeting': there is no day “2027-02-30”; give one such as 2027-03-24." in wrong
    assert "give a day from 2000 to 2100" in refused(focalbot, "--forum", "0001-01-01")
    assert "give a day from 2000 to 2100" in refused(focalbot, "--meeting", "2027-03-24T09:00+07:00")
    body = refused(focalbot, "--body", "council")
    assert body.startswith(
        "--body: the network has no body “council”; there are network, working-group-theme,"
    )
    day = ("--meeting", "2022-03-24")
    nobody = refused(focalbot, *day, "--person", "eve@example.org")
    assert nobody == (
        "--person: nobody on the list who acts now has eve@example.org; see “focalbot people export”.\n"
    )
    thai = ("--body", "working-group-sstc", "--person", "tha-alternate@example.org")
    outside = "--person: tha-alternate@example.org acts for nobody whom that meeting concerns.\n"
    assert refused(focalbot, *day, *thai) == outside
