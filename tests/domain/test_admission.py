"""Codes that let an account in, and requests that are decided once."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.admission import (
    CHANCE,
    LOCKED,
    MAILED_VALID,
    TRIES,
    VALID,
    Admission,
    Code,
    Decision,
    Tries,
    address_digest,
    asked_too_often,
    code_of,
    digest,
    looks_like_a_code,
    new_code,
)
from bot.domain.people import Role, refused

NOW = datetime(2022, 3, 24, 7, 45, tzinfo=UTC)
ASKED = Admission(
    id="1",
    person="p",
    name="Ana",
    role=Role.FOCAL_POINT,
    delegation="FJI",
    agency="",
    email="ana@example.org",
    comment="",
    asked_at=NOW,
)


def test_a_code_has_at_least_forty_bits_in_groups_that_can_be_read_aloud() -> None:
    assert CHANCE * 8 >= 40
    code = code_of(bytes(range(CHANCE)))
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code)
    assert len({code_of(bytes([n] * CHANCE)) for n in range(256)}) == 256


@pytest.mark.parametrize(
    "spell",
    [
        str.lower,
        lambda code: code.replace("-", " "),
        lambda code: f" {code}\n",
        lambda code: code.replace("0", "O").replace("1", "l"),
        lambda code: code.replace("-", "–"),
    ],
)
def test_a_code_is_known_again_however_it_is_typed(spell: object) -> None:
    code = code_of(bytes(CHANCE - 2) + b"\x04\x21")
    assert callable(spell)
    assert digest(str(spell(code))) == digest(code)
    assert code.replace("-", "") not in digest(code)


def test_a_code_binds_once_and_not_after_its_time() -> None:
    code = new_code("ana", "AAAA", at=NOW)
    used = code.used(at=NOW + VALID - timedelta(seconds=1))
    assert isinstance(used, Code)
    assert used.used(at=NOW) == refused("code-used")
    assert code.used(at=NOW + VALID) == refused("code-expired")


def test_five_wrong_codes_lock_an_account_for_a_day() -> None:
    tries = Tries(person="p")
    for left in (4, 3, 2, 1, 0):
        assert not tries.locked(at=NOW)
        tries = tries.failed(at=NOW)
        assert tries.left == left
    assert TRIES == 5
    assert tries.locked(at=NOW + LOCKED - timedelta(seconds=1))
    assert not tries.locked(at=NOW + LOCKED)
    assert tries.failed(at=NOW + LOCKED).left == 4


def test_a_request_is_decided_once() -> None:
    approved = ASKED.approved(by="sec", at=NOW)
    assert isinstance(approved, Admission)
    assert (approved.decision, approved.decided_by, approved.version) == (Decision.APPROVED, "sec", 2)
    late = approved.declined(by="other", at=NOW, reason="unknown")
    assert late == refused("already-decided", by="sec", at=NOW)


def test_a_declined_request_keeps_its_reason() -> None:
    declined = ASKED.declined(by="sec", at=NOW, reason="unknown")
    assert isinstance(declined, Admission)
    assert (declined.waits, declined.reason) == (False, "unknown")


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [
        ("AAAA-BBBB-CCCC-DDDD", True),
        ("7qf2 m9xp wk3d 8rta", True),
        ("7qf2m9xpwk3d8rta", True),
        ("what does that mean", False),
        ("register interest", False),
        ("7qf2-m9xp-wk3d", False),
        ("UUUU-UUUU-UUUU-UUUU", False),
    ],
)
def test_what_looks_like_a_code(typed: str, is_one: bool) -> None:
    assert looks_like_a_code(typed) is is_one


def test_a_code_by_mail_is_good_for_half_an_hour() -> None:
    code = new_code("ana", "ABCD", at=NOW, valid=MAILED_VALID)
    assert isinstance(code.used(at=NOW + timedelta(minutes=29, seconds=59)), Code)
    assert code.used(at=NOW + timedelta(minutes=30)) == refused("code-expired")


def test_three_codes_a_day_can_be_asked_for_by_mail() -> None:
    moments = [NOW, NOW + timedelta(hours=1), NOW + timedelta(hours=2)]
    at = NOW + timedelta(hours=3)
    assert asked_too_often(moments[:2], at=at) is None
    assert asked_too_often(reversed(moments), at=at) == NOW + LOCKED
    assert asked_too_often([*moments, at], at=at) == NOW + timedelta(hours=1) + LOCKED
    assert asked_too_often(moments, at=NOW + LOCKED) is None


def test_of_an_address_only_a_digest_is_kept() -> None:
    assert address_digest("ana@example.org") != address_digest("eve@example.org")
    assert "ana" not in address_digest("ana@example.org")
