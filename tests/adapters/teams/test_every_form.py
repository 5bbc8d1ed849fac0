"""Every page of every form in every language: what Teams takes, with nothing cut."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from adapters.teams import form
from bot import app
from bot.cards import Say, say
from bot.dialog import Ask, Draft
from bot.forms import AnyQuestion, FreeText, questions
from bot.recognise.spoken import Lexicons
from bot.wording import LANGUAGES, catalogues
from dialogs import FORMS
from tests.fakes import teams_cards as seen

NETWORK = app.network(None)
LEXICONS = Lexicons.of(catalogues(), NETWORK)
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
PAGES = [
    (name, number)
    for name, found in FORMS.items()
    for number in sorted({question.page for question in questions(found.answers).values()})
]


def page(name: str, number: int, typed: Mapping[str, str | None], problems: Mapping[str, Say]) -> Ask:
    asked = {key: one for key, one in questions(FORMS[name].answers).items() if one.page == number}
    draft = Draft(id="d" * 32, form=name, owner="FJI", holder="ana", version=100)
    pages = max(last for form_name, last in PAGES if form_name == name)
    return Ask(draft=draft, questions=asked, page=number, pages=pages, typed=typed, problems=problems)


def longest(question: AnyQuestion) -> str:
    """As many characters as are allowed, of those that take most room."""
    return "ж" * question.max_length if isinstance(question, FreeText) else ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "number"), PAGES)
def test_a_page_fits(name: str, number: int, language: str) -> None:
    lexicon = LEXICONS.speaking(language, NETWORK.home_zone, NOW)
    for rendered in (
        form.dialog(page(name, number, {}, {}), lexicon),
        form.card(page(name, number, {}, {}), lexicon),
    ):
        assert not rendered.warnings
        assert not seen.faults(rendered.payload)


@pytest.mark.parametrize(("name", "number"), PAGES)
def test_a_page_keeps_all_that_may_be_typed(name: str, number: int) -> None:
    """In the longest words, with something wrong everywhere."""
    lexicon = LEXICONS.speaking("ru", NETWORK.home_zone, NOW)
    asked = page(name, number, {}, {}).questions
    typed = {key: longest(question) for key, question in asked.items()}
    rendered = form.dialog(page(name, number, typed, dict.fromkeys(asked, say("required"))), lexicon)
    assert not seen.faults(rendered.payload)
    kept = {str(one["id"]): one.get("value", "") for one in seen.inputs(rendered.payload)}
    assert {key: kept[key] for key, text in typed.items() if text} == {
        key: text for key, text in typed.items() if text
    }
