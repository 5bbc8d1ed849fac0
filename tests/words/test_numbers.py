"""Numbers in the spelling of many countries."""

from decimal import Decimal

import pytest

from tests.words.readers import reader

EVERYWHERE = {
    "20": "20",
    " 20 ": "20",
    "-3": "-3",
    "−3": "-3",
    "+7": "7",
    "1.5": "1.5",
    "1,5": "1.5",
    "1 234,5": "1234.5",
    "1\u202f234,5": "1234.5",
    "1,234.5": "1234.5",
    "1.234,5": "1234.5",
    "1'234": "1234",
    "1’234’567.25": "1234567.25",
    "1,234,567": "1234567",
    "1.234.567": "1234567",
    "1,23,456": "123456",
    "1 000 000": "1000000",
    "١٢": "12",
    "٣٫٥": "3.5",
    "१२": "12",
    "１２": "12",
    "１，２３４．５": "1234.5",
    "0.125": "0.125",
}


@pytest.mark.parametrize("language", ["en", "fr", "ru", "zh"])
@pytest.mark.parametrize(("typed", "meant"), EVERYWHERE.items())
def test_a_number_means_the_same_everywhere(language: str, typed: str, meant: str) -> None:
    assert reader(language).number(typed) == Decimal(meant)


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [("en", "1,234", "1234"), ("fr", "1,234", "1.234"), ("fr", "1.234", "1234"), ("zh", "1.234", "1.234")],
)
def test_what_could_be_read_both_ways_follows_the_language(language: str, typed: str, meant: str) -> None:
    assert reader(language).number(typed) == Decimal(meant)


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "many",
        "20 people",
        "1e5",
        "0x10",
        "1,2,3",
        "12,34.5",
        "1.5.2",
        "1 2",
        "½",
        "NaN",
        "∞",
        "9" * 41,
    ],
)
def test_what_is_no_number_is_none(language: str, typed: str) -> None:
    assert reader(language).number(typed) is None
