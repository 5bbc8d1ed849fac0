"""Questions as Adaptive Cards 1.5: each kind, what was typed, and what is too much."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.teams import form
from bot.cards import (
    say,
)
from bot.chat import Json
from bot.forms import Choice, Choices, Day, FreeText, Number
from tests.adapters.teams.plain import QUESTIONS, Plain, asking, texts
from tests.fakes import teams_cards as seen

PLAIN = Plain()


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


@pytest.mark.parametrize("several", [False, True])
def test_long_lists_are_opened_and_endless_ones_are_typed(several: bool) -> None:
    zones = [(say("zone", name=f"Z{number}"), f"Region/Zone-{number}") for number in range(400)]
    one = {"zone": listed(several=several)}
    opened = form.dialog(asking(one), Plain(options={"sdgs": zones[:40]})).payload
    assert not seen.faults(opened)
    assert field(opened, "zone")["style"] == "compact"
    typed = form.dialog(asking(one, before={"zone": "Region/Zone-7"}), Plain(options={"sdgs": zones}))
    assert (field(typed.payload, "zone")["type"], typed.warnings) == ("Input.Text", ())
    assert field(typed.payload, "zone")["value"] == "Region/Zone-7"


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


TYPED = st.none() | st.text(max_size=60)


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(QUESTIONS)), TYPED))
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
