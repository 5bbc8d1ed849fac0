"""Every kind of question as a field, with its hint, its problem and what was typed."""

from dataclasses import replace
from datetime import date
from enum import StrEnum
from html.parser import HTMLParser

import pytest

from adapters.playground import forms
from bot.cards import say
from bot.dialog import Ask, Draft, advance
from bot.forms import Choice, Choices, choice, choices, country, day, form, number, text, yes_no
from tests.web.town import Colour, english
from tests.words.readers import reader

DRAFT = Draft(id="d1", form="visit", owner="FJI", holder="ana", version=3)


@form
class Answers:
    title: str = text(max_length=20)
    story: str | None = text(max_length=500, long=True, optional=True)
    colour: Colour = choice(Colour)
    colours: tuple[Colour, ...] = choices(Colour)
    partner: str = country()
    places: int = number(low=1, high=9)
    until: date | None = day(optional=True)
    sure: bool = yes_no()
    last: str = text(max_length=5, page=3)


class Fields(HTMLParser):
    """Tags by their id, and the text within each."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def named(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for _, attributes in self.tags if attributes.get("name") == name]

    @property
    def ids(self) -> list[str]:
        return [str(attributes["id"]) for _, attributes in self.tags if "id" in attributes]


def asked(**typed: str | None) -> Ask:
    present = advance(Answers, DRAFT, {}, english())
    after = advance(Answers, DRAFT, typed, english())
    assert isinstance(present, Ask)
    assert isinstance(after, Ask)
    return replace(present, typed=typed, problems=after.problems, guesses=after.guesses) if typed else present


def drawn(ask: Ask) -> Fields:
    return Fields(str(forms.page(ask, english(), "form-1")))


def test_each_question_has_a_field_with_its_label_and_hint() -> None:
    fields = drawn(asked())
    kinds = {attributes["name"]: tag for tag, attributes in fields.tags if "name" in attributes}
    assert kinds == {
        "title": "input",
        "story": "textarea",
        "colour": "select",
        "colours": "input",
        "partner": "input",
        "places": "input",
        "until": "input",
        "sure": "select",
    }
    labelled = {attributes.get("for") for tag, attributes in fields.tags if tag == "label"}
    assert {f"form-1-{name}" for name in kinds if name != "colours"} <= labelled
    for name in kinds:
        assert f"form-1-{name}-hint" in fields.ids


def test_ids_are_unique_also_where_a_question_is_called_title() -> None:
    ids = drawn(asked(title="x" * 30)).ids
    assert len(ids) == len(set(ids))


def test_a_page_says_which_it_is_and_leads_on() -> None:
    texts = drawn(asked()).texts
    assert "· page 1 of 3" in texts
    assert "Continue" in texts
    last = asked()
    assert "Send" in drawn(replace(last, page=3)).texts
    assert not any("page" in one for one in drawn(replace(last, page=1, pages=1)).texts)


def test_a_problem_stands_under_its_field_and_what_was_typed_stays() -> None:
    fields = drawn(
        asked(title="a title far too long for it", places="many", until="31 February 2027", story="<b>")
    )
    title = fields.named("title")[0]
    assert title["aria-invalid"] == "true"
    assert title["value"] == "a title far too long for it"
    assert title["aria-describedby"] == "form-1-title-hint form-1-title-wrong"
    assert "form-1-title-wrong" in fields.ids
    assert fields.named("places")[0]["value"] == "many"
    assert fields.named("until")[0]["value"] == "31 February 2027"
    assert "aria-invalid" not in fields.named("story")[0]
    assert "\n<b>" in fields.texts


def test_choices_stay_picked() -> None:
    fields = drawn(asked(colour="green", colours="red,green", sure="no", title=None))
    picked = [
        attributes["value"] for tag, attributes in fields.tags if tag == "option" and "selected" in attributes
    ]
    assert picked == ["green", "no"]
    assert [one["value"] for one in fields.named("colours") if "checked" in one] == ["red", "green"]


def test_a_guess_is_one_press_away() -> None:
    guesses = [
        attributes for _, attributes in drawn(asked(partner="Turkiy")).tags if "data-into" in attributes
    ]
    assert guesses[0]["data-into"] == "partner"
    assert guesses[0]["data-text"] == "Türkiye"
    assert guesses[0]["data-value"] == "TUR"


def test_a_kept_country_is_shown_by_its_name() -> None:
    ask = asked()
    before = replace(ask, draft=replace(DRAFT, before={"partner": "TUR", "title": "Pumps"}))
    fields = drawn(before)
    assert fields.named("partner")[0]["value"] == "Türkiye"
    assert fields.named("title")[0]["value"] == "Pumps"


def test_what_a_name_says_about_itself_is_escaped() -> None:
    ask = replace(asked(), problems={"title": say("too-long", limit='"><script>', length=3)})
    assert "<script>" not in str(forms.page(ask, english(), "form-1"))


class Odd(StrEnum):
    ONE = '"><i>'


class Nothing(StrEnum):
    pass


@pytest.mark.parametrize("question", [Choice(options=Odd), Choices(options=Odd)])
def test_an_option_cannot_break_out_of_its_field(question: Choice | Choices) -> None:
    fields = drawn(replace(asked(), questions={"odd": question}))
    assert any(attributes.get("value") == Odd.ONE for _, attributes in fields.tags)
    assert "i" not in {tag for tag, _ in fields.tags}


def test_a_list_of_nothing_is_an_empty_group() -> None:
    fields = drawn(replace(asked(), questions={"none": Choices(options=Nothing)}))
    assert fields.named("none") == []


def test_the_same_list_is_drawn_in_each_readers_language() -> None:
    ask = replace(asked(), questions={"sdgs": Choices(options="sdgs")})
    for language, hunger in (("en", "Zero hunger"), ("fr", "ODD 2"), ("en", "Zero hunger")):
        page = str(forms.page(ask, reader(language), "form-1"))
        assert hunger in page, language
