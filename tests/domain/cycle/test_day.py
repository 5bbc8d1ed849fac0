"""All that falls on one day of one person is one message."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cycle.day import Past, merged
from bot.domain.cycle.due import Reader
from bot.domain.cycle.touch import RANK, Manner, Series, Touch
from bot.domain.people import Person

NOW = datetime(2022, 3, 16, 22, tzinfo=UTC)
UNTIL, DAY = datetime(2022, 3, 24, tzinfo=UTC), timedelta(days=1)
FIJI = Reader(person=Person(id="fiji"), zone="Pacific/Fiji", country="FJI")
TURK = Reader(person=Person(id="turk"), zone="Europe/Istanbul", country="TUR")


def touch(series: Series, subject: str = "cycle:c", until: datetime = UNTIL) -> Touch:
    return Touch(subject=subject, series=series, offset="T-7d", until=until, dated=0)


ASK, CHASE, REMINDER = (touch(one) for one in (Series.ASK, Series.CHASE, Series.REMINDER))


def test_everything_of_a_day_is_in_one_message_the_most_urgent_first() -> None:
    sooner = touch(Series.CHASE, "cycle:z", UNTIL - DAY)
    found = [(FIJI, ASK), (TURK, ASK), (FIJI, CHASE), (FIJI, REMINDER), (FIJI, sooner), (FIJI, ASK)]
    fiji, turk = merged(found, Past(), NOW)
    assert fiji.touches == (REMINDER, sooner, CHASE, ASK)
    assert (fiji.day, fiji.key) == (date(2022, 3, 17), "day/2022-03-17")
    assert (turk.day, turk.touches) == (date(2022, 3, 17), (ASK,))


def test_the_day_is_that_of_the_reader() -> None:
    at_noon = NOW.replace(hour=12)
    days = {one.reader.person.id: one.day for one in merged([(FIJI, ASK), (TURK, ASK)], Past(), at_noon)}
    assert days == {"fiji": date(2022, 3, 17), "turk": date(2022, 3, 16)}


def test_what_was_told_is_not_told_again_but_for_another_date() -> None:
    past = Past(told={"fiji": {ASK.key}})
    assert [*merged([(FIJI, ASK)], past, NOW)] == []
    anew = replace(ASK, dated=1)
    (day,) = merged([(FIJI, anew), (FIJI, ASK)], past, NOW)
    assert day.touches == (anew,)


def test_a_day_whose_message_has_gone_takes_nothing_more_and_the_next_does() -> None:
    past = Past(told={"fiji": {ASK.key}}, gone={"fiji": {date(2022, 3, 17)}})
    assert [*merged([(FIJI, CHASE)], past, NOW)] == []
    (next_day,) = merged([(FIJI, CHASE)], past, NOW + DAY)
    assert next_day.touches == (CHASE,)


def test_what_goes_at_once_is_no_part_of_a_day() -> None:
    last_hour = replace(REMINDER, manner=Manner.AT_ONCE, at=NOW)
    assert [*merged([(FIJI, last_hour)], Past(), NOW)] == []


def test_every_series_has_its_rank() -> None:
    assert sorted(RANK) == sorted(Series)


touches = st.builds(touch, st.sampled_from(Series), st.sampled_from(["cycle:a", "cycle:b", "meeting:m"]))
found = st.lists(st.tuples(st.sampled_from([FIJI, TURK]), touches))


@given(st.lists(st.tuples(st.integers(0, 12), found, st.booleans()), max_size=12))
def test_nobody_gets_two_messages_on_a_day_or_one_thing_twice(
    rounds: list[tuple[int, list[tuple[Reader, Touch]], bool]],
) -> None:
    told: dict[str, list[str]] = {"fiji": [], "turk": []}
    gone: dict[str, list[date]] = {"fiji": [], "turk": []}
    now, waiting = NOW, dict[str, date]()
    for hours, due, sends in rounds:
        now += timedelta(hours=hours)
        for day in merged(due, Past(told=told, gone=gone), now):
            told[day.reader.person.id] += [one.key for one in day.touches]
            waiting[day.reader.person.id] = day.day
        if sends:
            for who, on in waiting.items():
                gone[who].append(on)
            waiting = {}
    assert all(len(keys) == len({*keys}) for keys in told.values())
    assert all(len(days) == len({*days}) for days in gone.values())
