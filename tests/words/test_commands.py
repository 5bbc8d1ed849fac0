"""What people write to begin something finds its dialog, and is asked back when unsure."""

from collections import defaultdict
from time import process_time

import pytest

from tests.words.readers import catalogue, reader
from tests.words.typed_commands import FOCAL_POINT, SECRETARIAT, TYPED


@pytest.mark.parametrize(("language", "verbs", "typed", "expected"), TYPED)
def test_a_typed_line_finds_its_dialog(
    language: str, verbs: tuple[str, ...], typed: str, expected: str
) -> None:
    verb, guesses = reader(language).command(typed, verbs)
    if expected.endswith("?"):
        assert verb is None
        assert expected.removesuffix("?") in guesses
    else:
        assert (verb or "") == expected
        assert not guesses


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(TYPED) >= 200
    assert sum(expected.endswith("?") for *_, expected in TYPED) >= 12


def test_at_most_three_are_asked_back() -> None:
    for language, verbs, typed, _ in TYPED:
        assert len(reader(language).command(typed, verbs)[1]) <= 3


@pytest.mark.parametrize("language", ["en", "fr", "ru", "zh"])
@pytest.mark.parametrize("verbs", [FOCAL_POINT, SECRETARIAT])
def test_every_label_and_phrase_is_sure_of_its_verb(language: str, verbs: tuple[str, ...]) -> None:
    """But for those that stand at two verbs on purpose: they are asked back."""
    texts, meant = catalogue(language), defaultdict[str, set[str]](set)
    for verb in verbs:
        for phrase in (texts.text(f"command-{verb}"), *texts.lines(f"phrases-{verb}")):
            meant[phrase.casefold()].add(verb)
    for phrase, of in meant.items():
        found, guesses = reader(language).command(phrase, verbs)
        assert {found} == of or (found is None and of <= set(guesses)), phrase


def test_only_what_this_person_may_do_is_found() -> None:
    assert reader("en").command("focal points", FOCAL_POINT)[0] is None
    assert reader("en").command("submit an offer", SECRETARIAT) == (None, ())


@pytest.mark.parametrize("language", ["en", "fr", "ru", "zh"])
@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("yes", True),
        ("Yes!", True),
        ("y", True),
        ("ok", True),
        ("👍", True),
        ("no", False),
        ("No.", False),
        ("n", False),
    ],
)
def test_yes_and_no_in_english_are_understood_everywhere(language: str, typed: str, answer: bool) -> None:
    assert reader(language).yes(typed) is answer


@pytest.mark.parametrize(
    ("language", "typed", "answer"),
    [
        ("fr", "Oui", True),
        ("fr", "d’accord", True),
        ("fr", "non merci", False),
        ("ru", "да", True),
        ("ru", "Нет.", False),
        ("ru", "конечно", True),
        ("zh", "是", True),
        ("zh", "是的", True),
        ("zh", "不是", False),
        ("zh", "否", False),
    ],
)
def test_yes_and_no_in_the_readers_words(language: str, typed: str, answer: bool) -> None:
    assert reader(language).yes(typed) is answer


@pytest.mark.parametrize("typed", ["", "maybe", "yes and no", "1", "нет уж"])
def test_anything_else_is_neither(typed: str) -> None:
    assert reader("en").yes(typed) is None


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_it_costs_less_than_a_millisecond(language: str) -> None:
    spoken, before = reader(language), process_time()
    for _ in range(100):
        spoken.command("how can i submit an offer to the secretariat of the network", FOCAL_POINT)
    assert (process_time() - before) / 100 < 0.001
