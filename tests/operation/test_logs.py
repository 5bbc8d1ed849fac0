"""What is logged can be read by a machine and gives nothing away."""

import io
import json
import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot import logs


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level, stream = root.handlers[:], root.level, io.StringIO()
    logs.to(stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-12-34-abcDEF",
        "xapp-1-A1-2-abc",
        "eyJhbGciOi.eyJpc3Mi.c2ln",
        "Bearer abc.def-ghi",
    ],
)
def test_no_secret_reaches_the_log(written: io.StringIO, secret: str) -> None:
    logging.getLogger("test").warning("failed with %s", secret)
    assert secret.removeprefix("Bearer ") not in written.getvalue()


def test_a_password_in_an_address_is_blotted_out(written: io.StringIO) -> None:
    logging.getLogger("test").error("no answer from postgresql+asyncpg://bot:pa55@db.example/x")
    assert "pa55" not in written.getvalue()
    assert "db.example" in written.getvalue()


def test_a_line_is_one_object_also_with_a_traceback(written: io.StringIO) -> None:
    try:
        int("x")
    except ValueError:
        logging.getLogger("test").exception("a turn failed", extra={"reference": "r1"})
    line = json.loads(written.getvalue())
    assert (line["level"], line["message"], line["reference"]) == ("ERROR", "a turn failed", "r1")
    assert "ValueError" in line["exc_info"]
    assert "test_logs.py" in line["exc_info"]


def test_what_somebody_typed_does_not_come_in_by_an_error(written: io.StringIO) -> None:
    try:
        try:
            date.fromisoformat("private words")
        except ValueError as error:
            raise KeyError("private words") from error
    except KeyError:
        logging.getLogger("test").exception("a turn failed")
    assert "KeyError" in written.getvalue()
    assert "isoformat" not in written.getvalue().replace("date.fromisoformat(", "")


def test_what_the_system_or_we_ourselves_say_is_kept(written: io.StringIO) -> None:
    try:
        Path("/nowhere").read_text("utf-8")
    except FileNotFoundError:
        logging.getLogger("test").exception("not read")
    assert "No such file" in written.getvalue()


def test_libraries_speak_only_of_what_is_wrong(written: io.StringIO) -> None:
    logging.getLogger("slack_bolt.AsyncApp").info("request body: private words")
    assert written.getvalue() == ""
