"""What a reader sees: in the own language and zone, with nothing lost where a text is missing."""

import html

import pytest

from bot.cards import Say, say
from tests.words.readers import words

ROUNDTABLE = say("moment", at="2022-03-24T07:30:00+00:00")


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("Asia/Bangkok", "Thu, 24 Mar 2022, 14:30 (Bangkok, UTC+7)"),
        ("Asia/Jakarta", "Thu, 24 Mar 2022, 14:30 (Jakarta, UTC+7)"),
        ("Europe/Istanbul", "Thu, 24 Mar 2022, 10:30 (Istanbul, UTC+3) · 14:30 (Bangkok, UTC+7)"),
        ("Pacific/Fiji", "Thu, 24 Mar 2022, 19:30 (Suva, UTC+12) · 14:30 (Bangkok, UTC+7)"),
        ("Asia/Kolkata", "Thu, 24 Mar 2022, 13:00 (Kolkata, UTC+5:30) · 14:30 (Bangkok, UTC+7)"),
        (
            "America/New_York",
            "Thu, 24 Mar 2022, 03:30 (New York, UTC−4) · 14:30 (Bangkok, UTC+7)",
        ),
    ],
)
def test_a_moment_is_shown_in_the_readers_zone_and_beside_it_in_the_networks(zone: str, shown: str) -> None:
    assert words("en", zone)(ROUNDTABLE) == shown


def test_where_it_is_another_day_both_days_are_shown() -> None:
    late = say("moment", at="2022-03-24T13:00:00Z")
    assert words("en", "Pacific/Fiji")(late) == (
        "Fri, 25 Mar 2022, 01:00 (Suva, UTC+12) · Thu, 24 Mar 2022, 20:00 (Bangkok, UTC+7)"
    )


def test_a_zone_is_a_name_and_not_an_offset() -> None:
    """Almaty was six hours ahead in 2022 and is five since 2024."""
    almaty = words("en", "Asia/Almaty")
    assert "13:30 (Almaty, UTC+6)" in almaty(ROUNDTABLE)
    assert "12:30 (Almaty, UTC+5)" in almaty(say("moment", at="2026-03-24T07:30:00Z"))


@pytest.mark.parametrize(
    ("language", "day", "month", "number", "country"),
    [
        ("en", "31 Dec 2027", "February 2027", "1,234.5", "Viet Nam"),
        ("fr", "31 déc. 2027", "février 2027", "1\u202f234,5", "Viet Nam"),
        ("ru", "31 дек. 2027\u202fг.", "февраль 2027\u202fг.", "1\xa0234,5", "Вьетнам"),
        ("zh", "2027年12月31日", "2027年2月", "1,234.5", "越南"),
    ],
)
def test_days_numbers_and_countries_follow_the_language(
    language: str, day: str, month: str, number: str, country: str
) -> None:
    here = words(language)
    assert here(say("day", day="2027-12-31")) == day
    assert here(say("month", month="2027-02")) == month
    assert here(say("number", number="1234.5")) == number
    assert here(say("country-VNM")) == country


def test_names_come_from_the_network_and_the_languages_of_the_world() -> None:
    french = words("fr")
    assert french(say("delegation", id="FJI")) == "Fidji"
    assert french(say("delegation", id="unossc")) == "Bureau des Nations Unies pour la coopération Sud-Sud"
    assert french(say("body", id="working-group-theme")) == "Groupe de travail sur le thème de l’année"
    assert french(say("language", code="ru")) == "russe"
    assert french(say("own-language", code="ru")) == "Русский"
    assert french(say("zone", id="Asia/Bangkok")) == "Bangkok (Thaïlande)"
    assert french(say("hour", hour=20)) == "20:00"


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("Asia/Seoul", "Seoul (Republic of Korea)"),
        ("Asia/Vientiane", "Vientiane (Lao PDR)"),
        ("Asia/Tehran", "Tehran (Iran, Islamic Republic of)"),
        ("Asia/Singapore", "Singapore"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_calls_its_country_by_the_name_used_everywhere_else(zone: str, name: str) -> None:
    assert words()(say("zone", id=zone)) == name


@pytest.mark.parametrize(
    ("language", "joined"), [("en", "a, b and c"), ("fr", "a, b et c"), ("ru", "a, b и c"), ("zh", "a、b和c")]
)
def test_a_list_is_joined_as_the_language_joins(language: str, joined: str) -> None:
    assert words(language)(Say("list", {"0": "a", "1": "b", "2": "c"})) == joined


def test_rows_stand_one_below_the_other() -> None:
    rows = Say("rows", {"1": say("numbered-row", number=1, label=say("yes")), "2": "plain"})
    assert words("en")(rows) == "1. Yes\nplain"


@pytest.mark.parametrize(
    ("language", "days", "shown"),
    [
        ("ru", 28, "28 дней"),
        ("ru", 31, "31 день"),
        ("ru", 22, "22 дня"),
        ("en", 28, "28 days"),
        ("fr", 30, "30 jours"),
        ("zh", 30, "30天"),
    ],
)
def test_a_count_picks_the_plural_form(language: str, days: int, shown: str) -> None:
    said = say(
        "no-such-day", month=say("month", month="2027-02"), days=days, count=days, example="2027-02-28"
    )
    assert shown in words(language)(said)


def test_what_people_typed_is_escaped_and_our_words_are_not() -> None:
    typed = say("unclear-part", guess=Say("list", {"0": "<b>&", "1": say("moment-time", time="<i>")}))
    shown = words("en")(typed, html.escape)
    assert "&lt;b&gt;&amp;" in shown
    assert "&lt;i&gt;" in shown
    assert "Did you mean" in shown


def test_a_country_whose_name_has_an_apostrophe_is_ours_and_not_escaped() -> None:
    assert words("fr")(say("country-KOR"), lambda text: f"[{text}]") == "République de Corée"
    assert words("en")(say("delegation", id="FJI"), lambda text: f"[{text}]") == "Fiji"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (say("no-such-key"), "no-such-key"),
        (say("no-such-key", name="Ann", other="b"), "no-such-key"),
        (say("day", day="not a day"), "not a day"),
        (say("month", month="2027-99"), "2027-99"),
        (say("moment", at="soon"), "soon"),
        (say("number", number="many"), "many"),
        (say("zone", id="Mars/Olympus"), "Mars/Olympus"),
        (say("zone", id="Asia"), "Asia"),
        (say("own-language", code="ß"), "ß"),
        (say("zone", id="../../etc/passwd"), "../../etc/passwd"),
        (say("delegation", id="person:7"), "person:7"),
        (say("body", id="gone"), "gone"),
        (say("country-XXX"), "country-XXX"),
        (say("not-a-date", typed="x"), "“x” is not a date. Write one such as {example}."),
    ],
)
def test_what_cannot_be_said_is_shown_as_it_is(said: Say, shown: str) -> None:
    assert words("en")(said) == shown


def test_what_cannot_be_said_is_escaped_as_typed() -> None:
    for said in (say("delegation", id="<b>"), say("day", day="<b>"), say("no-such-key", name="<b>")):
        assert words("en")(said, html.escape) == "&lt;b&gt;"


def test_names_are_remembered_but_not_what_people_type() -> None:
    speaking = words("en")
    assert speaking(say("delegation", id="FJI")) == speaking(say("delegation", id="FJI")) == "Fiji"
    known = len(speaking.names.found)
    for typed in ("x" * 4000, "xx", "XXX", "Fiji"):
        for said in (say(f"country-{typed}"), say("delegation", id=typed), say("body", id=typed)):
            speaking(said)
        for said in (say("language", code=typed), say("own-language", code=typed), say("zone", id=typed)):
            speaking(said)
    assert len(speaking.names.found) == known
