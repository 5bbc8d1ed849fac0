"""Times of day: the reader's own, and where clocks differ the meeting's beside it; titles that are data."""

import pytest

from bot.cards import say
from tests.words.readers import words

TWO_THIRTY = "2022-03-24T07:30:00+00:00"
QUARTER_PAST_FOUR = "2022-03-24T09:15:00+00:00"


def test_a_time_is_told_once_where_clocks_agree() -> None:
    assert words("en", "Asia/Jakarta")(say("time", at=TWO_THIRTY)) == "14:30"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "19:30 (Suva) · 14:30 (Bangkok)"),
        ("fr", "19:30 (Suva) · 14:30 (Bangkok)"),
        ("ru", "19:30 (Сува) · 14:30 (Бангкок)"),
        ("zh", "19:30（苏瓦） · 14:30（曼谷）"),
    ],
)
def test_a_time_is_told_in_both_zones(language: str, told: str) -> None:
    assert words(language, "Pacific/Fiji")(say("time", at=TWO_THIRTY)) == told


def test_a_meeting_elsewhere_is_told_in_its_own_zone() -> None:
    at = say("time", at=TWO_THIRTY, zone="Europe/Berlin")
    assert words()(at) == "14:30 (Bangkok) · 08:30 (Berlin)"


def test_to_the_second_and_from_one_to_another() -> None:
    assert words()(say("time-exact", at="2022-03-24T03:42:07+00:00")) == "10:42:07"
    times = say("times", starts=TWO_THIRTY, ends=QUARTER_PAST_FOUR)
    assert words()(times) == "14:30–16:15"
    assert words("en", "Asia/Almaty")(times) == "13:30–15:15 (Almaty) · 14:30–16:15 (Bangkok)"


def test_a_moment_in_a_named_zone_or_in_the_readers_own() -> None:
    there, here = (say("moment-in", at=TWO_THIRTY, zone=zone) for zone in ("Europe/Istanbul", ""))
    assert words("en", "Pacific/Fiji")(there) == "Thu, 24 Mar 2022, 10:30 (Istanbul, UTC+3)"
    assert words("en", "Pacific/Fiji")(here) == "Thu, 24 Mar 2022, 19:30 (Suva, UTC+12)"


def test_a_title_is_given_in_the_language_of_the_reader_else_in_english() -> None:
    title = say("titled", en="Opening <b>", fr="Ouverture")
    assert words("fr")(title) == "Ouverture"
    assert words("ru")(title) == "Opening <b>"
    assert words("en")(title, lambda text: text.replace("<", "&lt;")) == "Opening &lt;b>"
