"""Every catalogue says all that the program says, with the same arguments, and fits the platforms."""

import re
from collections import Counter
from functools import cache

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

import dialogs
from bot.domain.countries import ALPHA2
from bot.wording import LANGUAGES
from bot.wording.catalogue import LOCALES, Template, template
from tests.words import keys
from tests.words.readers import catalogue, words

OTHERS = [language for language in LANGUAGES if language != "en"]
MARKUP = re.compile("[*_~`<>&]")
LISTS = ("spoken-", "phrases-")
MODAL_TITLE, COMMAND, BUTTON = 24, 40, 75
CITIES = ("Indian/Maldives", "Pacific/Fiji", "Pacific/Guadalcanal", "Pacific/Tahiti", "Pacific/Tongatapu")
NAMES = {"reach-slack": "a product's name", "reach-teams": "a product's name"}
SAME = {
    "fr": NAMES
    | dict.fromkeys((f"zone-{zone}" for zone in CITIES), "a city's name")
    | {
        "command-menu.show": "French too",
        "desk-do-pause": "French too",
        "fact-places": "French too",
        "sector-311": "French too",
        "sector-323": "French too",
    },
    "ru": NAMES,
    "zh": NAMES,
}
"""Texts that may equal the English one, and why."""
FORMS = {"en": 2, "fr": 2, "ru": 3, "zh": 1}


@cache
def messages(language: str) -> dict[str, Message]:
    with (LOCALES / f"{language}.po").open("rb") as file:
        found = read_po(file, locale=language, abort_invalid=True)
    return {one.id if isinstance(one.id, str) else one.id[0]: one for one in found if one.id}


def spoken(language: str) -> set[str]:
    """Names of countries are given only where babel has another."""
    return {key for key in messages(language) if not key.startswith("country-")}


def texts(language: str, key: str) -> list[str]:
    string = messages(language)[key].string
    return [string] if isinstance(string, str) else list(string or ())


def placeholders(found: Template) -> set[str]:
    return {name for _, name in found if name is not None}


def unfilled(text: str) -> str:
    return re.sub(r"\{\w+\}", "", text)


def letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", unfilled(text))


def test_english_says_all_that_the_program_says() -> None:
    assert sorted(keys.required() - spoken("en")) == []


def test_english_says_nothing_that_nobody_needs() -> None:
    assert sorted(key for key in spoken("en") if not keys.known(key)) == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_keys(language: str) -> None:
    assert sorted(spoken("en") - spoken(language)) == []
    assert sorted(spoken(language) - spoken("en")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_stands_there_twice_and_no_text_is_empty(language: str) -> None:
    written = re.findall(r'^msgid "(.+)"$', (LOCALES / f"{language}.po").read_text("utf-8"), re.MULTILINE)
    assert [key for key, count in Counter(written).items() if count > 1] == []
    assert [key for key in messages(language) if not all(texts(language, key))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_english(language: str) -> None:
    wrong = [
        key
        for key in spoken(language) & spoken("en")
        for text in texts(language, key)
        if not key.startswith(LISTS)
        and placeholders(template(text)) != placeholders(template(texts("en", key)[-1]))
    ]
    assert wrong == []


def test_every_placeholder_is_given() -> None:
    wrong = [
        (key, sorted(missing))
        for key, given in keys.calls()
        if given is not None and key in spoken("en")
        for text in texts("en", key)
        if (missing := placeholders(template(text)) - given)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_the_forms_of_the_language(language: str) -> None:
    plural = {key for key, one in messages("en").items() if isinstance(one.id, tuple)}
    assert {key for key, one in messages(language).items() if isinstance(one.id, tuple)} == plural
    assert {len(texts(language, key)) for key in plural} == {FORMS[language]}


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_was_left_in_english(language: str) -> None:
    same = {
        key
        for key in spoken(language) & spoken("en")
        if not key.startswith(LISTS)
        and texts(language, key) == texts("en", key)
        and letters(texts("en", key)[0])
    }
    assert sorted(same) == sorted(SAME[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_holds_what_a_platform_takes_for_markup(language: str) -> None:
    """Our own words are not escaped."""
    wrong = [
        key
        for key in messages(language)
        if not key.startswith(LISTS) and MARKUP.search(unfilled(" ".join(texts(language, key))))
    ]
    assert wrong == []
    countries = [words(language).names.delegation(code) or "" for code in ALPHA2]
    assert [name for name in countries if MARKUP.search(name)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_fit_into_a_modal(language: str) -> None:
    long = [text for name in dialogs.FORMS for text in texts(language, name) if len(text) > MODAL_TITLE]
    assert long == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_fit_on_their_buttons(language: str) -> None:
    here = messages(language)
    labels = keys.buttons() & here.keys()
    assert [text for key in labels for text in texts(language, key) if len(text) > BUTTON] == []
    commands = (f"command-{verb}" for verb in keys.COMMANDS)
    assert [text for key in commands for text in texts(language, key) if len(text) > COMMAND] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_have_no_line_twice(language: str) -> None:
    for key in messages(language):
        if key.startswith(LISTS):
            lines = catalogue(language).lines(key)
            assert [line for line, count in Counter(lines).items() if count > 1] == [], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_told_to_people_are_those_understood(language: str) -> None:
    told = words(language).catalogue.text("may-skip").casefold()
    for word in ("skip", "skip-all"):
        assert words(language).catalogue.text(f"command-{word}") in told
