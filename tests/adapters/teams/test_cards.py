"""Cards as Adaptive Cards 1.5, by the official schema and Teams' limits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.teams import render
from adapters.teams.pen import escape
from bot.cards import (
    Actions,
    Block,
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
from tests.adapters.teams.plain import texts
from tests.fakes import teams_cards as seen

WITHDRAW, OPEN = Pointer("offer.withdraw", "01J0OFFER", "3"), Pointer("offer", "01J0OFFER")
PICK = Pick("01J0DRAFT", 3, "sector", "water")
EVERYTHING = Card(
    say("offer-card", title="Wells"),
    (
        Notice(say("published"), "done"),
        Notice(say("note"), "info"),
        Notice(say("careful")),
        Text(say("about")),
        Text(say("small-print"), quiet=True),
        Facts(((say("country"), say("name", name="Fiji")), (say("until"), say("day", day="2026-12-31")))),
        Divider(),
        Progress(3, 12, say("cleared")),
        Item(say("row", title="Pumps"), (Button(say("open"), WITHDRAW),), say("detail")),
        Item(say("row", title="Seeds"), (Button(say("renew"), WITHDRAW), Button(say("close"), WITHDRAW))),
        Item(say("row", title="Bare")),
        Divider(),
        Actions(
            (
                Button(say("edit"), OPEN, style="primary"),
                Button(say("withdraw"), WITHDRAW, style="danger"),
                Button(say("water"), PICK),
                Link(say("read"), "https://focal.example/go/x"),
            )
        ),
    ),
)


def drawn(card: Card, *, dialogs: bool = True) -> Json:
    rendered = render.message(card, texts, dialogs=dialogs)
    assert not rendered.warnings
    assert not seen.faults(rendered.payload)
    return rendered.payload


def test_everything_a_card_can_hold_is_what_teams_takes() -> None:
    card = drawn(EVERYTHING)
    read = seen.texts(card)
    for expected in ("offer-card: Wells", "✅ published", "ℹ️ note", "⚠️ careful", "name: Fiji", "detail"):
        assert expected in read
    assert any("25 %" in one for one in read)


def test_a_button_carries_a_pointer_and_nothing_else() -> None:
    action = seen.action(drawn(EVERYTHING), "withdraw")
    assert action["type"] == "Action.Execute"
    assert (action["verb"], action["style"]) == ("offer.withdraw", "destructive")
    assert action["data"] == {"verb": "offer.withdraw", "of": "01J0OFFER", "saw": "3"}


def test_a_button_that_opens_a_form_asks_for_a_dialog() -> None:
    action = seen.action(drawn(EVERYTHING), "edit")
    assert (action["type"], action["style"]) == ("Action.Submit", "positive")
    assert action["data"] == {
        "msteams": {"type": "task/fetch"},
        "verb": "offer",
        "of": "01J0OFFER",
        "saw": "",
    }


def test_where_there_are_no_dialogs_it_asks_for_the_form_itself() -> None:
    action = seen.action(drawn(EVERYTHING, dialogs=False), "edit")
    assert (action["type"], action["verb"]) == ("Action.Execute", "offer")


def test_a_link_leaves_the_chat() -> None:
    assert seen.action(drawn(EVERYTHING), "read")["url"] == "https://focal.example/go/x"


def test_many_buttons_stand_in_sets_of_six() -> None:
    buttons = tuple(Button(say(f"b{number}"), PICK) for number in range(14))
    card = drawn(Card(say("which"), (Actions(buttons),)))
    assert [len(listed) for listed in seen.sets(card)] == [6, 6, 2]


def test_a_sentence_is_no_heading() -> None:
    (sentence,) = [one for one in seen.elements(drawn(Card(say("done")))) if one["type"] == "TextBlock"]
    assert sentence == {"type": "TextBlock", "text": "done", "wrap": True}


@pytest.mark.parametrize(
    "evil",
    [
        "[x](http://evil)",
        "![x](http://evil)",
        "**bold** _it_ `code` ~~no~~",
        "<b>x</b> <at>all</at> <script>alert(1)</script>",
        "{{DATE(2026-01-01T00:00:00Z)}}",
        "&lt;b&gt;",
        "\\[x\\](http://evil)",
        "# heading",
    ],
)
def test_what_people_type_is_never_markup(evil: str) -> None:
    said = say("title", title=evil)
    card = Card(said, (Text(said), Notice(said), Facts(((said, said),)), Item(said, (), said)))
    for text in seen.texts(drawn(card)):
        shown = text.partition("title: ")[2]
        assert unescaped(shown) == evil
        assert not any(sign in "[]()*_`<>{}&#~!" for sign in bare(shown))


def bare(text: str) -> str:
    """What is left to be read as markup."""
    left, signs = "", iter(text)
    for sign in signs:
        left += "" if sign == "\\" and next(signs, None) else sign
    return left


def unescaped(text: str) -> str:
    shown, signs = "", iter(text)
    for sign in signs:
        shown += next(signs, "") if sign == "\\" else sign
    return shown


def test_a_button_shows_what_was_typed_as_it_was_typed() -> None:
    """Titles of buttons are no Markdown, so a backslash would be seen."""
    card = drawn(Card(say("which"), (Actions((Button(say("t", t="R&D [x]"), PICK),)),)))
    assert seen.action(card, "t: R&D [x]")


def test_line_breaks_are_kept() -> None:
    card = drawn(Card(say("which"), (Text(Say("rows", {"0": "one\ntwo"})),)))
    assert "rows: one\n\ntwo" in seen.texts(card)


def test_a_card_that_is_too_large_loses_its_end_and_says_so() -> None:
    rows = tuple(Item(say("row", title="ж" * 300), (Button(say("open"), WITHDRAW),)) for _ in range(60))
    rendered = render.message(Card(say("many"), rows), texts)
    assert rendered.warnings
    assert not seen.faults(rendered.payload)
    assert "…" in seen.texts(rendered.payload)


def test_a_text_that_is_too_long_is_cut_and_says_so() -> None:
    said = say("long", text="x" * 10_000)
    rendered = render.message(Card(said, (Actions((Button(said, PICK),)),)), texts)
    assert len(rendered.warnings) == 2
    assert not any("xxx" in warning for warning in rendered.warnings)
    assert not seen.faults(rendered.payload)


TYPED = st.text(max_size=60)
SAID = st.builds(lambda typed: say("k", typed=typed), TYPED)
BUTTON = st.builds(
    Button,
    SAID,
    st.builds(Pointer, TYPED, TYPED, TYPED) | st.builds(Pick, TYPED, st.integers(), TYPED, st.none() | TYPED),
)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Text, SAID, st.booleans()),
    st.builds(Notice, SAID, st.sampled_from(("info", "done", "warning"))),
    st.builds(Facts, st.lists(st.tuples(SAID, SAID), max_size=4).map(tuple)),
    st.builds(Item, SAID, st.lists(BUTTON, max_size=8).map(tuple), st.none() | SAID),
    st.builds(Actions, st.lists(BUTTON, max_size=9).map(tuple)),
    st.builds(Progress, st.integers(), st.integers(), SAID),
    st.just(Divider()),
)


@settings(max_examples=60, deadline=None)
@given(SAID, st.lists(BLOCKS, max_size=8), st.booleans())
def test_any_card_can_be_drawn(title: Say, body: list[Block], dialogs: bool) -> None:
    assert not seen.faults(render.message(Card(title, tuple(body)), texts, dialogs=dialogs).payload)


def test_escape_is_undone_by_markdown() -> None:
    assert unescaped(escape("a*b_c[d](e)\\")) == "a*b_c[d](e)\\"
