"""The example a question gives is understood as its answer, in every language."""

import re

import pytest

import dialogs
from bot.forms import Choice, Choices, Country, Understood, questions, read
from bot.wording import LANGUAGES
from tests.words.readers import catalogue, reader

QUOTED = re.compile("[“«]\\s?([^”»]+?)\\s?[”»]")
CHOSEN = [
    (f"{form}-{name}", question)
    for form, found in dialogs.FORMS.items()
    for name, question in questions(found.answers).items()
    if isinstance(question, Choice | Choices | Country)
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("key", "question"), CHOSEN, ids=[key for key, _ in CHOSEN])
def test_the_example_of_a_hint_is_an_answer(
    language: str, key: str, question: Choice | Choices | Country
) -> None:
    for example in QUOTED.findall(catalogue(language).text(f"{key}-hint")):
        assert isinstance(read(question, example, reader(language)), Understood), example
