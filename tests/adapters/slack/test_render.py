"""Cards as messages: valid for Slack, complete, and nothing typed does anything."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack import home, render
from bot.cards import (
    Actions,
    Button,
    Card,
    Divider,
    Facts,
    Item,
    Link,
    Notice,
    Pick,
    Pointer,
    Progress,
    Say,
    Text,
    say,
)
from bot.chat import Json
from tests.adapters.slack.rig import Phrases, typed
from tests.fakes.slack_blocks import faults, walked

WITHDRAW = Button(say("Withdraw"), Pointer("offer.withdraw", "01J", "4"), style="danger")
EDIT = Button(say("Edit"), Pointer("offer", "01J"))
EVERYTHING = Card(
    say("Offer"),
    (
        Notice(say("Published."), "done"),
        Text(say("Open for all.")),
        Text(say("Since today."), quiet=True),
        Facts(((say("Sector"), typed("Water")), (say("Until"), typed("31 Dec 2026")))),
        Divider(),
        Item(say("First"), (EDIT,), say("in Fiji")),
        Item(say("Second"), (EDIT, WITHDRAW)),
        Item(say("Third")),
        Progress(3, 10, say("3 of 10")),
        Actions((WITHDRAW, Link(say("Page"), "https://bot.example/go/x"))),
    ),
)


def drawn(card: Card) -> list[Json]:
    rendered = render.message(card, Phrases())
    assert not rendered.warnings
    blocks = rendered.payload["blocks"]
    assert isinstance(blocks, list)
    assert not faults(blocks, 50)
    return blocks


def texts(blocks: object) -> list[str]:
    return [str(one["text"]) for one in walked(blocks) if one.get("type") in ("mrkdwn", "plain_text")]


def buttons(blocks: object) -> list[dict[str, object]]:
    return [dict(one) for one in walked(blocks) if one.get("type") == "button"]


def test_every_kind_of_block_is_shown() -> None:
    found = texts(drawn(EVERYTHING))
    assert found[:3] == ["Offer", "✅ Published.", "Open for all."]
    assert found[3:6] == ["Since today.", "*Sector*\nWater", "*Until*\n31 Dec 2026"]
    assert "*First*\nin Fiji" in found
    assert "`██████░░░░░░░░░░░░░░` 3 of 10" in found


def test_a_button_carries_its_pointer_and_nothing_else() -> None:
    pick = Button(say("Water"), Pick("draft-1", 3, "sector", "water"))
    skip = Button(say("Skip"), Pick("draft-1", 3, "until", None))
    shown = buttons(drawn(Card(say("?"), (Actions((WITHDRAW, pick, skip)),))))
    assert [json.loads(str(one["value"])) for one in shown] == [
        ["offer.withdraw", "01J", "4"],
        ["draft-1", 3, "sector", "water"],
        ["draft-1", 3, "until", None],
    ]
    assert [one.get("style") for one in shown] == ["danger", None, None]


def test_an_item_with_one_button_has_it_beside_it_and_several_below() -> None:
    kinds = [
        block["type"]
        for block in drawn(Card(say("t"), (Item(say("a"), (EDIT,)), Item(say("b"), (EDIT, EDIT)))))
    ]
    assert kinds == ["header", "section", "section", "actions"]


def test_a_sentence_alone_is_no_headline() -> None:
    assert [block["type"] for block in drawn(Card(say("Your offer stands.")))] == ["section"]


def test_seventeen_goals_stand_in_rows_of_five() -> None:
    goals = tuple(Button(say(f"Goal {n}"), Pick("d", 1, "sdgs", str(n))) for n in range(1, 18))
    blocks = drawn(Card(say("Which?"), (Actions(goals),)))
    assert len(buttons(blocks)) == 17
    assert [len(buttons(block)) for block in blocks] == [0, 5, 5, 5, 2]


@pytest.mark.parametrize("evil", ["<!channel>", "<@U1>", "<https://evil.example|ok>", "a & b <c>"])
def test_what_people_type_cannot_mention_link_or_break(evil: str) -> None:
    card = Card(
        typed(evil),
        (
            Text(typed(evil)),
            Item(typed(evil), detail=typed(evil)),
            Facts(((say("x"), typed(evil)),)),
            Notice(typed(evil)),
        ),
    )
    rendered = render.message(card, Phrases())
    marked = [str(one["text"]) for one in walked(rendered.payload["blocks"]) if one.get("type") == "mrkdwn"]
    escaped = evil.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert len(marked) == 5
    assert all(escaped in text and "<" not in text for text in [*marked, str(rendered.payload["text"])])


def test_typed_markup_is_no_markup() -> None:
    assert texts(drawn(Card(say("t"), (Text(typed("[x](http://evil.example) **b**")),))))[1] == (
        "[x](http://evil.example) **b**"
    )


def test_our_own_markup_is_translated() -> None:
    own = say("Read **this** at [the page](https://un.example/a?b=1&c=2), R&D")
    assert texts(drawn(Card(say("t"), (Text(own),))))[1] == (
        "Read *this* at <https://un.example/a?b=1&amp;c=2|the page>, R&amp;D"
    )
    assert texts(drawn(Card(own, (Divider(),))))[0].startswith("*Read this at <https://un.example")


def test_slack_looks_for_no_names_in_texts() -> None:
    marked = [one for one in walked(drawn(EVERYTHING)) if one.get("type") == "mrkdwn"]
    assert marked
    assert all(one["verbatim"] is True for one in marked)


def test_a_long_text_is_spread_and_not_cut() -> None:
    long = " ".join(f"word{n}" for n in range(1000))
    said, told = texts(drawn(Card(say("t"), (Text(typed(long)),))))[1:], Facts(((say("Why"), typed(long)),))
    assert " ".join(said) == long
    assert " ".join(texts(drawn(Card(say("t"), (told,))))[1:]) == f"*Why*\n{long}"


def test_a_long_title_is_whole() -> None:
    assert "x" * 200 in texts(drawn(Card(typed("x" * 200), (Divider(),))))[0]


def test_what_cannot_be_shown_is_named() -> None:
    many = Card(say("t"), tuple(Item(say(str(n)), (EDIT, EDIT)) for n in range(40)))
    huge = Card(say("t"), tuple(Text(typed("y" * 2900)) for _ in range(6)))
    wide = Card(say("t"), (Actions((Button(typed("z" * 80), Pointer("menu.show")),)),))
    for card in (many, huge, wide):
        rendered = render.message(card, Phrases())
        assert rendered.warnings
        assert not faults(rendered.payload["blocks"], 50)


def test_home_is_a_view_of_up_to_a_hundred_blocks() -> None:
    many = Card(say("t"), tuple(Item(say(str(n)), (EDIT, EDIT)) for n in range(40)))
    view = home.view(many, Phrases())
    assert view.payload["type"] == "home"
    assert not view.warnings
    assert not faults(view.payload["blocks"], 100)


SAID = st.builds(typed, st.text(max_size=4000))
PRESS = st.builds(
    Button,
    SAID,
    st.builds(Pointer, st.text(max_size=30), st.text(max_size=3000)),
    style=st.sampled_from(("plain", "primary", "danger")),
)
BLOCK = st.one_of(
    st.builds(Text, SAID, st.booleans()),
    st.builds(Notice, SAID, st.sampled_from(("info", "done", "warning"))),
    st.builds(Facts, st.lists(st.tuples(SAID, SAID), min_size=1, max_size=12).map(tuple)),
    st.builds(Item, SAID, st.lists(PRESS, max_size=3).map(tuple), st.none() | SAID),
    st.builds(Actions, st.lists(PRESS, max_size=7).map(tuple)),
    st.builds(Progress, st.integers(-5, 50), st.integers(-1, 20), SAID),
    st.builds(Divider),
)


@given(st.builds(Card, SAID, st.lists(BLOCK, max_size=30).map(tuple)))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_card_is_valid_for_slack(card: Card) -> None:
    message, view = render.message(card, Phrases()), home.view(card, Phrases())
    assert not faults(message.payload["blocks"], 50)
    assert not faults(view.payload["blocks"], 100)
    assert 0 < len(str(message.payload["text"])) <= 3000


def test_a_say_of_every_kind_is_taken() -> None:
    assert texts(drawn(Card(Say("typed", {"text": say("nested")}))))[0] == "nested"
