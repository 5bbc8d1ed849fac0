"""Forms as modals: valid for Slack, titled, and with what was typed kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack import modal
from adapters.slack.fields import element
from adapters.slack.pen import Pen
from bot.cards import Say, say
from bot.chat import Json
from bot.dialog import Ask
from bot.forms import AnyQuestion, Choice, Choices, Country, Day, FreeText, Number, YesNo
from bot.recognise import Spoken
from tests.adapters.slack.rig import START, ask, english, typed
from tests.fakes.slack_blocks import view_faults


class Sector(StrEnum):
    HEALTH = "health"
    WATER = "water"
    TRADE = "trade"


EVERY: Mapping[str, AnyQuestion] = {
    "title": FreeText(max_length=120),
    "description": FreeText(max_length=2000, long=True),
    "places": Number(low=1, high=500),
    "cost": Number(low=0, high=10, decimal=True, optional=True),
    "sector": Choice(options=Sector),
    "sector-2": Choice(options=Sector, optional=True),
    "modality": Choices(options=Sector),
    "sdgs": Choices(options="sdgs", most=3),
    "zone": Choice(options="zones"),
    "until": Day(future=True, optional=True),
    "open": YesNo(),
    "partner": Country(optional=True),
}


def drawn(asked: Ask) -> Json:
    rendered = modal.modal(asked, english())
    assert not rendered.warnings
    assert not view_faults(rendered.payload)
    return rendered.payload


def fields(view: Json) -> dict[str, Json]:
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    return {block["block_id"]: block["element"] for block in blocks if block["type"] == "input"}


def field(question: AnyQuestion, default: str = "") -> Json:
    asked = replace(ask({"one": question}), typed={"one": default} if default else {})
    return fields(drawn(asked))["one"]


def test_each_kind_of_question_has_its_element() -> None:
    kinds = {name: str(element["type"]) for name, element in fields(drawn(ask(EVERY))).items()}
    assert kinds == {
        "title": "plain_text_input",
        "description": "plain_text_input",
        "places": "number_input",
        "cost": "number_input",
        "sector": "radio_buttons",
        "sector-2": "static_select",
        "modality": "checkboxes",
        "sdgs": "multi_static_select",
        "zone": "static_select",
        "until": "datepicker",
        "open": "radio_buttons",
        "partner": "plain_text_input",
    }


def test_only_a_pointer_travels_with_the_form() -> None:
    view = drawn(ask({"title": FreeText(max_length=9)}))
    assert view["private_metadata"] == '["draft-1", 3]'
    assert view["callback_id"] == "offer"


def test_the_title_counts_the_pages() -> None:
    view = drawn(replace(ask({"title": FreeText(max_length=9)}), page=2, pages=3))
    assert view["title"] == {"type": "plain_text", "text": "Submit an offer 2/3"}


def test_a_title_too_long_for_a_modal_stands_whole_above_the_fields() -> None:
    asked = ask({"title": FreeText(max_length=9)})
    view = drawn(replace(asked, draft=replace(asked.draft, form="x" * 40), page=2, pages=3))
    assert view["title"] == {"type": "plain_text", "text": f"{'x' * 19}… 2/3"}
    assert isinstance(view["blocks"], list)
    assert view["blocks"][0] == {"type": "header", "text": {"type": "plain_text", "text": "x" * 40}}


def test_each_question_has_its_label_its_hint_and_whether_it_may_be_left_out() -> None:
    blocks = drawn(ask({"title": FreeText(max_length=9), "until": Day(optional=True)}))["blocks"]
    assert isinstance(blocks, list)
    assert [block["optional"] for block in blocks] == [False, True]
    assert blocks[0]["label"]["text"] == english().words(say("offer-title"))
    assert blocks[0]["hint"]["text"] == english().words(say("offer-title-hint"))


@pytest.mark.parametrize(
    ("question", "default", "key", "shown"),
    [
        (FreeText(max_length=9), "R&D <b>", "initial_value", "R&D <b>"),
        (FreeText(max_length=9), "x" * 50, "initial_value", "x" * 50),
        (Number(low=1, high=9), "7", "initial_value", "7"),
        (Number(low=1, high=9), "seven", "initial_value", "seven"),
        (Number(low=1, high=9), "12", "initial_value", "12"),
        (Number(low=1, high=9), "7.5", "initial_value", "7.5"),
        (Number(low=1, high=9, decimal=True), "7.5", "initial_value", "7.5"),
        (Day(), "2026-12-31", "initial_date", "2026-12-31"),
        (Day(), "next friday", "initial_value", "next friday"),
        (Country(), "FJI", "initial_value", "Fiji"),
        (Country(), "Atlantis", "initial_value", "Atlantis"),
    ],
)
def test_what_was_typed_is_kept(question: AnyQuestion, default: str, key: str, shown: str) -> None:
    assert field(question, default)[key] == shown


class Endless(Spoken):
    def listed(self, name: str) -> Sequence[tuple[Say, str]]:
        return [(say(f"Place {n}"), f"{name}-{n}") for n in range(120)]


def test_a_list_longer_than_a_menu_is_typed_by_its_names() -> None:
    lexicon, pen = Endless(english().tongue, english().words, START), Pen(english().words)
    one = element(Choice(options="towns"), "towns-7", lexicon, pen)
    several = element(Choices(options="towns"), "towns-7,towns-9", lexicon, pen)
    assert [one["type"], one["initial_value"]] == ["plain_text_input", "Place 7"]
    assert several["initial_value"] == "Place 7, Place 9"


def test_a_text_that_is_too_long_can_be_shortened() -> None:
    assert field(FreeText(max_length=9), "x" * 50)["max_length"] == 50


def test_what_was_chosen_is_chosen() -> None:
    one, several = field(Choice(options=Sector), "water"), field(Choices(options=Sector), "water,trade")
    assert isinstance(one["initial_option"], dict)
    assert one["initial_option"]["value"] == "water"
    assert isinstance(several["initial_options"], list)
    assert [option["value"] for option in several["initial_options"]] == ["water", "trade"]


def test_an_answer_that_is_no_longer_offered_is_not_chosen() -> None:
    assert "initial_option" not in field(Choice(options=Sector), "steel")


def test_a_changed_draft_has_new_fields_so_that_slack_shows_what_is_in_it() -> None:
    asked = ask({"title": FreeText(max_length=9)})
    later = replace(asked, draft=replace(asked.draft, version=4))
    assert fields(drawn(asked))["title"]["action_id"] != fields(drawn(later))["title"]["action_id"]


def test_a_problem_stands_under_its_field() -> None:
    asked = replace(ask({"title": FreeText(max_length=9)}), problems={"title": typed("<!here>")})
    blocks = drawn(replace(asked, problems={"title": say("required")}))["blocks"]
    assert isinstance(blocks, list)
    assert [block["type"] for block in blocks] == ["input", "context"]
    assert modal.problems(asked, english().words) == {"title": "<!here>"}


def test_a_guess_is_asked_back_under_its_field() -> None:
    asked = replace(ask({"sector": Choice(options=Sector)}), guesses={"sector": ((say("Water"), "water"),)})
    assert "Water" in modal.problems(asked, english().words)["sector"]


def test_a_sentence_in_place_of_a_form() -> None:
    rendered = modal.told(say("draft-gone"), english().words)
    assert not rendered.warnings
    assert not view_faults(rendered.payload)


@given(st.dictionaries(st.sampled_from(sorted(EVERY)), st.text(max_size=5000), min_size=1))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_whatever_was_typed_the_modal_is_valid_for_slack(entered: dict[str, str]) -> None:
    asked = replace(ask(EVERY), typed=entered, problems={name: typed(text) for name, text in entered.items()})
    assert not view_faults(modal.modal(asked, english()).payload)
