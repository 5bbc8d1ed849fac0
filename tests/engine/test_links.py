"""Links to pages open what they were made for, for whom and as long as they say, and nothing else does."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import Actions, Card, Link, Page, Text, say
from bot.domain.admission import looks_like_a_code
from bot.links import Grant, Links, links

NOW = datetime(2022, 3, 24, 7, 30, tzinfo=UTC)
SECRET = "k3y-of-32-signs-for-tests-only-0"
DESK = Page("desk", "roundtable-2022")


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def signed(clock: Clock) -> Links:
    return links(SECRET, "https://bot.example.org", clock)


def token(address: str) -> str:
    return address.rpartition("/")[2]


def test_a_desk_is_a_persons_own_for_twelve_hours(signed: Links, clock: Clock) -> None:
    address = signed.address(DESK, "mod")
    assert address.startswith("https://bot.example.org/desk/")
    grant = signed.read("desk", token(address))
    assert grant
    assert (grant.of, grant.person) == ("roundtable-2022", "mod")
    clock.now = NOW + timedelta(hours=11, minutes=49)
    assert signed.read("desk", token(address))
    clock.now = NOW + timedelta(hours=12)
    assert signed.read("desk", token(address)) is None


def test_it_stays_the_same_for_a_while(signed: Links, clock: Clock) -> None:
    before = signed.address(DESK, "mod")
    clock.now = NOW + timedelta(minutes=9)
    assert signed.address(DESK, "mod") == before
    clock.now = NOW + timedelta(minutes=10)
    assert signed.address(DESK, "mod") != before


def test_a_board_names_nobody_and_outlives_the_meeting_by_a_day(signed: Links, clock: Clock) -> None:
    address = signed.address(Page("board", "roundtable-2022", NOW + timedelta(hours=3)), "mod")
    assert signed.read("board", token(address)) == Grant(
        "board", "roundtable-2022", "", NOW + timedelta(days=1, hours=3)
    )
    clock.now = NOW + timedelta(days=1, hours=4)
    assert signed.read("board", token(address)) is None


def test_no_token_opens_another_page(signed: Links) -> None:
    desk = token(signed.address(DESK, "mod"))
    assert signed.read("record", desk) is None
    assert signed.read("board", desk) is None


def forged(of: str) -> Iterator[str]:
    grant, _, signature = of.partition(".")
    yield from ("", ".", grant, f"{grant}.", f".{signature}", f"{of}x", f" {of}", f"{of}=", f"{of}\n", "é.é")
    yield from (
        f"{of[:place]}{'A' if of[place] != 'A' else 'B'}{of[place + 1 :]}" for place in range(len(of))
    )
    yield from (f"{of[:place]}!{of[place:]}" for place in range(len(of)))


def test_nothing_altered_is_believed(signed: Links) -> None:
    address = token(signed.address(DESK, "mod"))
    assert [one for one in forged(address) if signed.read("desk", one)] == []


def test_another_secret_makes_other_signatures(signed: Links, clock: Clock) -> None:
    other = links(f"{SECRET}1", "https://bot.example.org", clock)
    assert other.read("desk", token(signed.address(DESK, "mod"))) is None


@given(st.text(max_size=700))
def test_whatever_comes_is_only_refused(typed: str) -> None:
    assert links(SECRET, "", lambda: NOW).read("desk", typed) is None


def test_a_card_is_given_its_readers_own_links(signed: Links) -> None:
    plain = Link(say("view"), "https://example.org/x")
    desk = Link(say("view"), page=DESK)
    card = Card(say("menu-card"), (Text(say("view")), Actions((plain, desk))))
    shown = signed.opened(card, "mod")
    assert shown.body[1] == Actions((plain, replace(desk, url=signed.address(DESK, "mod"))))
    assert signed.opened(card, "ana").body[1] != shown.body[1]


def test_a_one_time_code_is_derived_from_its_name_by_our_key_alone() -> None:
    ours, theirs = (links(key * 32, "https://bot.example.org", lambda: NOW) for key in "ab")
    code = ours.code("one")
    assert looks_like_a_code(code)
    assert code == ours.code("one")
    assert len({code, ours.code("two"), theirs.code("one")}) == 3


def test_a_code_stands_in_a_text_only_once_it_is_drawn() -> None:
    ours = links("k" * 32, "https://bot.example.org", lambda: NOW)
    card = Card(say("x"), (Text(say("code-mail-code", code=""), code="one"), Text(say("y"))))
    drawn, plain = ours.opened(card, "ana").body
    assert isinstance(drawn, Text)
    assert drawn.text == say("code-mail-code", code=ours.code("one"))
    assert plain == Text(say("y"))
