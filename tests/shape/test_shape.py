"""What the house looks like, as far as a machine can see it."""

import re
import sys
from statistics import median

import pytest

from tests.shape.sources import PACKAGES, ROOT, length, modules, promised

OURS = modules(*PACKAGES)
ALL = [*OURS, *modules("tests")]

LONGEST_FUNCTION, MEDIAN_FUNCTION, LONGEST_MODULE, COMMENTS = 40, 7, 300, 0.03
NAMELESS = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}
SDK = "adapters/teams/adapter.py"
HISTORY = "storage/migrations/versions/"
DOORS = {
    "aiolimiter": ("adapters/teams/tenants.py",),
    "aiosmtplib": ("adapters/email/",),
    "alembic": ("storage/",),
    "babel": ("bot/wording", "bot/recognise"),
    "botbuilder": (SDK,),
    "icalendar": ("adapters/email/calendar.py",),
    "prometheus_client": ("bot/metrics.py",),
    "rapidfuzz": ("bot/wording", "bot/recognise"),
    "slack_bolt": ("adapters/slack/",),
    "slack_sdk": ("adapters/slack/",),
    "sqlalchemy": ("storage/",),
}
"""Library → where it may be imported."""

ESCAPES = re.compile(r"\b(noqa|no cover|type:\s*ignore|mypy:|pyright:|fmt:\s*off|ruff:)")
HALF_DONE = re.compile(r"\b(TODO|FIXME|HACK|NotImplementedError|NotImplemented)\b")
THIS_MACHINE = re.compile(r"(?<![\w.])/(work|root|home|Users)/")
WRITTEN = ("*.py", "*.toml", "*.md", "*.po", "*.html", "*.css", "*.js", "Makefile")


def test_functions_are_short(capsys: pytest.CaptureFixture[str]) -> None:
    """Signatures alone do not count; a revision of the database is one long list, never changed again."""
    lengths = {
        f"{module.path}:{function.lineno} {function.name}": length(function)
        for module in OURS
        if HISTORY not in module.path.as_posix()
        for function in module.functions()
        if not promised(function)
    }
    middle = median(lengths.values())
    with capsys.disabled():
        sys.stdout.write(f" [{len(lengths)} functions, median {middle:g} lines] ")
    assert {name: found for name, found in lengths.items() if found > LONGEST_FUNCTION} == {}
    assert middle <= MEDIAN_FUNCTION


def test_modules_are_short() -> None:
    lengths = {module.path.as_posix(): len(module.lines) for module in OURS}
    assert {name: found for name, found in lengths.items() if found > LONGEST_MODULE} == {}


def test_comments_are_few() -> None:
    full = sum(1 for module in OURS for found in module.comments() if found.line.lstrip().startswith("#"))
    assert full / sum(len(module.lines) for module in OURS) <= COMMENTS


def test_modules_are_named_for_what_they_hold() -> None:
    assert [module.path for module in ALL if NAMELESS & set(module.path.with_suffix("").parts)] == []


@pytest.mark.parametrize("library", DOORS)
def test_a_library_stays_behind_its_door(library: str) -> None:
    strays = [
        module.path
        for module in OURS
        if any(name.partition(".")[0] == library for name in module.imports())
        if not module.path.as_posix().startswith(DOORS[library])
    ]
    assert strays == []


def test_types_are_not_talked_away() -> None:
    """Tests too; only where the archived SDK is met may a type be ignored."""
    talked = [
        (module.path, name)
        for module in ALL
        for name in module.imports()
        if name in {"typing.Any", "typing.cast"}
    ]
    escaped = [
        f"{module.path}:{found.start[0]}"
        for module in ALL
        for found in module.comments()
        if ESCAPES.search(found.string)
        if not (module.path.as_posix() == SDK and "type: ignore[" in found.string)
    ]
    assert talked + escaped == []


def test_nothing_is_half_done() -> None:
    here = "tests/shape/test_shape.py"
    found = [
        module.path for module in ALL if HALF_DONE.search(module.text) and module.path.as_posix() != here
    ]
    assert found == []


def test_nothing_speaks_of_the_machine_it_was_written_on() -> None:
    folders = [ROOT / name for name in (*PACKAGES, "tests")]
    files = [file for kind in WRITTEN for folder in folders for file in folder.rglob(kind)]
    files += [file for kind in WRITTEN for file in ROOT.glob(kind)]
    assert [file for file in files if THIS_MACHINE.search(file.read_text("utf-8"))] == []
