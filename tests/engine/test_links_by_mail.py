"""What a card becomes in a mail: what acts is a link of the reader's own, what asks is said in words."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.cards import Actions, Button, Card, Item, Link, Page, Pick, Pointer, Text, say
from bot.dialog import Show
from bot.links import Links, links, pressed

NOW = datetime(2022, 3, 24, 7, 30, tzinfo=UTC)
ACKNOWLEDGE = Button(say("yes"), Pointer("broadcast.acknowledge", "b1", "2"), style="primary")
ABOUT = Show("broadcast.message", "b1/2")


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def signed(clock: Clock) -> Links:
    return links("k3y-of-32-signs-for-tests-only-0", "https://bot.example.org", clock)


def card(*buttons: Button | Link) -> Card:
    return Card(say("menu-card"), (Actions(buttons),))


def mailed(signed: Links, *buttons: Button | Link, reader: str = "ana") -> Card:
    return signed.by_mail(card(*buttons), reader, ABOUT)


def url(of: Card) -> str:
    (block,) = of.body
    assert isinstance(block, Actions)
    (one,) = block.buttons
    assert isinstance(one, Link)
    return one.url


def test_what_acts_is_a_link_of_the_readers_own(signed: Links) -> None:
    address = url(mailed(signed, ACKNOWLEDGE))
    assert address.startswith("https://bot.example.org/go/")
    grant = signed.read("go", address.rpartition("/")[2])
    assert grant
    assert grant.person == "ana"
    assert pressed(grant) == (Pointer("broadcast.acknowledge", "b1", "2"), ABOUT)
    assert url(mailed(signed, ACKNOWLEDGE, reader="sera")) != address


def test_a_mail_that_is_sent_again_is_the_same(signed: Links, clock: Clock) -> None:
    first = mailed(signed, ACKNOWLEDGE)
    clock.now = NOW + timedelta(hours=12)
    assert mailed(signed, ACKNOWLEDGE) == first


def test_it_holds_for_thirty_days(signed: Links, clock: Clock) -> None:
    token = url(mailed(signed, ACKNOWLEDGE)).rpartition("/")[2]
    clock.now = NOW + timedelta(days=29)
    assert signed.read("go", token)
    clock.now = NOW + timedelta(days=30)
    assert signed.read("go", token) is None


def test_what_card_it_stood_on_need_not_be_told(signed: Links) -> None:
    grant = signed.read("go", url(signed.by_mail(card(ACKNOWLEDGE), "ana")).rpartition("/")[2])
    assert grant
    assert pressed(grant) == (Pointer("broadcast.acknowledge", "b1", "2"), None)


def test_a_form_is_said_in_words(signed: Links) -> None:
    begins = Button(say("command-offer"), Pointer("offer"))
    continues = Button(say("view"), Pointer("interest-answer", "i1"))
    question = Button(say("yes"), Pick("d1", 1, "sure", "yes"))
    assert mailed(signed, begins, continues, question, question).body == (
        Text(say("mail-write", words=say("command-offer")), quiet=True),
        Text(say("mail-write-menu", what=say("view"), menu=say("command-menu.show")), quiet=True),
        Text(say("mail-answer", menu=say("command-menu.show")), quiet=True),
    )


def test_what_is_too_long_for_a_link_is_said_in_words(signed: Links) -> None:
    shown = mailed(signed, Button(say("view"), Pointer("floor.next", "m1", "x" * 600)))
    assert shown.body == (
        Text(say("mail-write-menu", what=say("view"), menu=say("command-menu.show")), quiet=True),
    )


def test_a_row_keeps_its_words_and_its_buttons_stand_under_it(signed: Links) -> None:
    row = Item(say("view"), (ACKNOWLEDGE,), say("yes"))
    first, below = signed.by_mail(Card(say("menu-card"), (row,)), "ana", ABOUT).body
    assert first == Item(say("view"), (), say("yes"))
    assert Card(say("menu-card"), (below,)) == mailed(signed, ACKNOWLEDGE)


def test_pages_and_addresses_are_as_they_were(signed: Links) -> None:
    plain, record = Link(say("view"), "https://example.org/x"), Link(say("view"), page=Page("record", "m1"))
    assert mailed(signed, plain, record) == signed.opened(card(plain, record), "ana")
