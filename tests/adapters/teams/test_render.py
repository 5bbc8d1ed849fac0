"""Cards and forms as Adaptive Cards 1.5, by the official schema and Teams' limits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.teams import form, render
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
from bot.forms import Choice, Choices, Day, FreeText, Number
from tests.adapters.teams.plain import QUESTIONS, Plain, asking, texts
from tests.fakes import teams_cards as seen

PLAIN = Plain()
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


def shown() -> Json:
    rendered = form.dialog(asking(), PLAIN)
    assert not rendered.warnings
    assert not seen.faults(rendered.payload)
    return rendered.payload


def field(card: Json, name: str) -> Json:
    return next(one for one in seen.inputs(card) if one["id"] == name)


def test_a_form_asks_each_kind_of_question_in_its_own_way() -> None:
    card = shown()
    kinds = {
        str(one["id"]): (one["type"], one.get("style"), one.get("isMultiSelect")) for one in seen.inputs(card)
    }
    assert kinds == {
        "title": ("Input.Text", None, None),
        "about": ("Input.Text", None, None),
        "places": ("Input.Number", None, None),
        "budget": ("Input.Number", None, None),
        "sector": ("Input.ChoiceSet", "expanded", None),
        "modality": ("Input.ChoiceSet", "expanded", True),
        "sdgs": ("Input.ChoiceSet", "compact", True),
        "triangular": ("Input.ChoiceSet", "expanded", None),
        "partner": ("Input.Text", None, None),
        "until": ("Input.Date", None, None),
    }
    assert {str(one["id"]) for one in seen.inputs(card) if not one["isRequired"]} == {
        "about",
        "budget",
        "sdgs",
        "until",
    }
    assert "offer-title" in seen.texts(card)
    assert "offer-title-hint" in seen.texts(card)
    assert field(card, "until")["min"] == "2026-11-24"
    assert (field(card, "places")["min"], field(card, "places")["max"]) == (1, 500)
    assert field(card, "about")["isMultiline"] is True


def test_a_form_sends_back_its_draft_and_nothing_that_would_be_believed() -> None:
    (send,) = seen.actions(shown())
    assert (send["type"], send["title"]) == ("Action.Submit", "submit")
    assert send["data"] == {"page-of": {"draft": "01J0DRAFT", "version": 3}}


def test_a_form_in_the_chat_is_answered_in_its_place() -> None:
    rendered = form.card(asking(pages=3), PLAIN)
    assert not seen.faults(rendered.payload)
    (send,) = seen.actions(rendered.payload)
    assert (send["type"], send["verb"]) == ("Action.Execute", "page-of")
    assert seen.texts(rendered.payload)[0] == "offer – form-page: 1: 3"


def test_a_dialog_tells_the_page_in_its_title() -> None:
    assert form.title(asking(pages=3), PLAIN) == "offer – form-page: 1: 3"
    assert form.title(asking(), PLAIN) == "offer"


def test_what_was_typed_stays_with_what_is_wrong_under_it() -> None:
    typed = {
        "title": "x" * 130,
        "places": "about twenty",
        "budget": "12.5",
        "modality": "health,water",
        "sector": "water",
        "triangular": "yes",
        "until": "next year",
        "partner": "Fidji",
    }
    problems = {"title": say("too-long", limit=120), "places": say("not-a-number", typed="about twenty")}
    guesses = {"partner": ((say("country-FJI"), "FJI"),)}
    rendered = form.dialog(asking(typed=typed, problems=problems, guesses=guesses), PLAIN)
    card = rendered.payload
    assert not seen.faults(card)
    assert {name: field(card, name).get("value") for name in typed} == {**typed, "budget": 12.5}
    below = {str(one["text"]): one.get("color") for one in seen.elements(card) if one["type"] == "TextBlock"}
    assert below["too-long: 120"] == "Attention"
    assert below["not-a-number: about twenty"] == "Attention"
    assert below["did-you-mean-under-field: country-FJI"] == "Attention"
    rows = [one.get("id") or one.get("text") for one in seen.elements(card["body"])]
    assert rows.index("too-long: 120") == rows.index("title") + 1


def test_ten_thousand_typed_characters_are_kept() -> None:
    only = {"title": FreeText(max_length=120)}
    rendered = form.dialog(asking(only, typed={"title": "ab" * 5_000}), PLAIN)
    assert field(rendered.payload, "title")["value"] == "ab" * 5_000
    assert "maxLength" not in field(rendered.payload, "title")


def test_what_stood_there_before_stands_there_again() -> None:
    before = {"title": "Wells", "places": "20", "until": "2027-01-31", "sdgs": "6,13", "partner": "TUR"}
    speaking = Plain(
        speaks=lambda said, /, escape=str: "Türkiye" if said.key == "country-TUR" else texts(said, escape)
    )
    rendered = form.dialog(asking(before=before), speaking)
    assert not seen.faults(rendered.payload)
    expected = {**before, "places": 20, "partner": "Türkiye"}
    assert {name: field(rendered.payload, name)["value"] for name in before} == expected


def test_long_lists_can_be_searched_and_endless_ones_are_typed() -> None:
    zones = [(say("zone", name=f"Z{number}"), f"Region/Zone-{number}") for number in range(400)]
    many = Plain(options={"sdgs": zones[:40]})
    endless = Plain(options={"sdgs": zones})
    one = {"zone": listed(several=False)}
    assert field(form.dialog(asking(one), many).payload, "zone")["style"] == "filtered"
    typed = form.dialog(asking(one, before={"zone": "Region/Zone-7"}), endless)
    assert (field(typed.payload, "zone")["type"], typed.warnings) == ("Input.Text", ())
    assert field(typed.payload, "zone")["value"] == "Region/Zone-7"
    several = {"zone": listed(several=True)}
    assert field(form.dialog(asking(several), many).payload, "zone")["style"] == "compact"


def listed(*, several: bool) -> Choice | Choices:
    return Choices(options="sdgs") if several else Choice(options="sdgs")


def test_a_value_with_a_comma_is_told() -> None:
    odd = Plain(options={"sdgs": [(say("a"), "a,b")]})
    rendered = form.dialog(asking({"sdgs": QUESTIONS["sdgs"]}), odd)
    assert rendered.warnings
    assert not seen.faults(rendered.payload)


def test_a_page_that_is_too_large_loses_hints_before_anything_typed() -> None:
    long = Plain(
        speaks=lambda said, /, escape=str: (
            texts(said, escape) + (" h" * 1_500 if said.key.endswith("hint") else "")
        )
    )
    rendered = form.dialog(asking(typed={"about": "ж" * 4_000}), long)
    assert rendered.warnings
    assert not seen.faults(rendered.payload)
    assert field(rendered.payload, "about")["value"] == "ж" * 4_000


def test_a_page_far_too_large_is_still_a_page() -> None:
    typed = {"title": "ж" * 40_000, "about": "ж" * 40_000, "partner": "ж" * 10_000}
    rendered = form.dialog(asking(typed=typed), PLAIN)
    assert rendered.warnings
    assert not seen.faults(rendered.payload)
    assert len(seen.inputs(rendered.payload)) == len(QUESTIONS)


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


@settings(max_examples=150, deadline=None)
@given(SAID, st.lists(BLOCKS, max_size=8), st.booleans())
def test_any_card_can_be_drawn(title: Say, body: list[Block], dialogs: bool) -> None:
    assert not seen.faults(render.message(Card(title, tuple(body)), texts, dialogs=dialogs).payload)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(QUESTIONS)), st.none() | TYPED))
def test_any_answer_can_be_shown_again(typed: dict[str, str | None]) -> None:
    rendered = form.dialog(asking(typed=typed), PLAIN)
    assert not seen.faults(rendered.payload)


@pytest.mark.parametrize("typed", ["nan", "inf", "-inf", "1e400", "12,5", "about 5"])
def test_odd_numbers_are_shown_as_they_were_typed(typed: str) -> None:
    rendered = form.dialog(asking({"places": Number(low=1, high=5)}, typed={"places": typed}), PLAIN)
    assert not seen.faults(rendered.payload)
    assert field(rendered.payload, "places")["value"] == typed


@pytest.mark.parametrize("typed", ["20261231", "2026-W01-1", "2026-02-30", "tomorrow"])
def test_odd_days_are_shown_as_they_were_typed(typed: str) -> None:
    rendered = form.dialog(asking({"until": Day()}, typed={"until": typed}), PLAIN)
    assert field(rendered.payload, "until")["value"] == typed
    assert field(rendered.payload, "until")["type"] == "Input.Text"


def test_escape_is_undone_by_markdown() -> None:
    assert unescaped(escape("a*b_c[d](e)\\")) == "a*b_c[d](e)\\"
