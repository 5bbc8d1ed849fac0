"""Days as people write them; it is Tuesday, 24 November 2026."""

from datetime import date

import pytest

from bot.cards import Say
from tests.words.readers import reader

UNDERSTOOD = {
    "2027-12-31": "2027-12-31",
    "2027/12/31": "2027-12-31",
    "2027-12-31T10:00": "2027-12-31",
    "２０２７-１２-３１": "2027-12-31",
    "31.12.2027": "2027-12-31",
    "3.4.2027": "2027-04-03",
    "31/12/2027": "2027-12-31",
    "12/31/2027": "2027-12-31",
    "5/5/2027": "2027-05-05",
    "31.12.27": "2027-12-31",
    "31 December 2027": "2027-12-31",
    "31 december, 2027": "2027-12-31",
    "December 31st, 2027": "2027-12-31",
    "the 31st of December 2027": "2027-12-31",
    "Dec 31 2027": "2027-12-31",
    "Friday, 31 December 2027": "2027-12-31",
    "until 31 Dec 2027": "2027-12-31",
    "3 Febuary 2027": "2027-02-03",
    "31 December": "2026-12-31",
    "1 May": "2027-05-01",
    "today": "2026-11-24",
    "Tomorrow": "2026-11-25",
    "the day after tomorrow": "2026-11-26",
    "in 3 days": "2026-11-27",
    "in two weeks": "2026-12-08",
    "in 3 months": "2027-02-24",
    "a year from now": "2027-11-24",
    "in 1 year": "2027-11-24",
    "next month": "2026-12-24",
    "Friday": "2026-11-27",
    "next Friday": "2026-11-27",
    "tuesday": "2026-12-01",
    "Thurs": "2026-11-26",
    "Friday next week": "2026-12-04",
    "31 décembre 2027": "2027-12-31",
    "31 декабря 2027 г.": "2027-12-31",
    "2027年12月31日": "2027-12-31",
}
IN_THEIR_WORDS = [
    ("fr", "1er mai 2027", "2027-05-01"),
    ("fr", "le 31 décembre 2027", "2027-12-31"),
    ("fr", "31 decembre 2027", "2027-12-31"),
    ("fr", "03/04/2027", "2027-04-03"),
    ("fr", "demain", "2026-11-25"),
    ("fr", "après-demain", "2026-11-26"),
    ("fr", "aujourd’hui", "2026-11-24"),
    ("fr", "dans 3 mois", "2027-02-24"),
    ("fr", "dans deux semaines", "2026-12-08"),
    ("fr", "vendredi prochain", "2026-11-27"),
    ("ru", "31 декабря 2027", "2027-12-31"),
    ("ru", "31 дек. 2027 г.", "2027-12-31"),
    ("ru", "03.04.2027", "2027-04-03"),
    ("ru", "завтра", "2026-11-25"),
    ("ru", "послезавтра", "2026-11-26"),
    ("ru", "через 3 месяца", "2027-02-24"),
    ("ru", "через неделю", "2026-12-01"),
    ("ru", "через две недели", "2026-12-08"),
    ("ru", "в пятницу", "2026-11-27"),
    ("ru", "в следующую пятницу", "2026-12-04"),
    ("zh", "12月31日", "2026-12-31"),
    ("zh", "2027年12月31号", "2027-12-31"),
    ("zh", "２０２７年１２月３１日", "2027-12-31"),
    ("zh", "明天", "2026-11-25"),
    ("zh", "后天", "2026-11-26"),
    ("zh", "3个月后", "2027-02-24"),
    ("zh", "两周后", "2026-12-08"),
    ("zh", "三天后", "2026-11-27"),
    ("zh", "周五", "2026-11-27"),
    ("zh", "下周五", "2026-12-04"),
    ("zh", "下星期五", "2026-12-04"),
    ("zh", "31 December 2027", "2027-12-31"),
]


@pytest.mark.parametrize(("typed", "meant"), UNDERSTOOD.items())
def test_a_day_is_understood_as_people_write_it(typed: str, meant: str) -> None:
    assert reader("en").day(typed) == date.fromisoformat(meant)


@pytest.mark.parametrize(("language", "typed", "meant"), IN_THEIR_WORDS)
def test_a_day_is_understood_in_the_readers_language(language: str, typed: str, meant: str) -> None:
    assert reader(language).day(typed) == date.fromisoformat(meant)


@pytest.mark.parametrize("language", ["fr", "ru", "zh"])
@pytest.mark.parametrize("typed", ["31 December 2027", "in 3 months", "tomorrow", "next Friday"])
def test_english_is_understood_beside_every_language(language: str, typed: str) -> None:
    assert isinstance(reader(language).day(typed), date)


def test_today_is_the_readers_day() -> None:
    assert reader("en", "Pacific/Kiritimati").day("today") == date(2026, 11, 24)
    assert reader("en", "Pacific/Pago_Pago").day("today") == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("language", "typed", "told"),
    [
        ("en", "31 February 2027", "February 2027 has 28 days. Write a date such as 2027-02-28."),
        ("en", "2028-02-30", "February 2028 has 29 days. Write a date such as 2028-02-29."),
        ("en", "00/04/2027", "April 2027 has 30 days. Write a date such as 2027-04-30."),
        ("en", "31.04.2027", "April 2027 has 30 days. Write a date such as 2027-04-30."),
        ("fr", "31 février 2027", "février 2027 compte 28 jours. Écrivez une date telle que 2027-02-28."),
        ("zh", "2027年2月31日", "2027年2月有28天。请填写日期，例如2027-02-28。"),
        ("en", "03/04/2027", "This can be 3 Apr 2027 or 4 Mar 2027. Write 2027-04-03 or 2027-03-04."),
        ("zh", "03/04/2027", "这可能指2027年4月3日或2027年3月4日。请填写2027-04-03或2027-03-04。"),
    ],
)
def test_what_is_wrong_is_said_with_what_would_be_right(language: str, typed: str, told: str) -> None:
    found = reader(language).day(typed)
    assert isinstance(found, Say)
    assert reader(language).words(found) == told


@pytest.mark.parametrize("language", ["en", "fr", "ru", "zh"])
@pytest.mark.parametrize(
    "typed",
    [
        "soon",
        "",
        "42",
        "2027",
        "December 2027",
        "31/13/2027",
        "2027-13-01",
        "0/0/2027",
        "03/04/0000",
        "in 9999 years",
        "in 99999 years",
        "1 May June 2027",
        "31 December 2027 or later",
        "9999-12-31",
        "👍",
        "x" * 10_000,
        "3" * 10_000,
    ],
)
def test_what_is_no_day_is_said_with_an_example(language: str, typed: str) -> None:
    found = reader(language).day(typed)
    assert isinstance(found, Say)
    told = reader(language).words(found)
    assert "2027-12-31" in told
    assert len(told) < 200
